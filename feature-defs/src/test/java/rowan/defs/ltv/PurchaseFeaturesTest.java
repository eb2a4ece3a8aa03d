package rowan.defs.ltv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseFeaturesTest {

  @Test
  void inputsHaveTheDefaultsThatTheirDocumentsState() {
    assertThat(PurchaseFeatures.bulkQuantity()).isEqualTo(5);
    assertThat(PurchaseFeatures.launchDate()).isEqualTo("1997-01-01");
  }

  @ParameterizedTest
  @CsvSource({
    "11.77, 1, 11.77",
    "25, 2, 12.5",
    "0, 3, 0",
    "0, 0, ",
    "11.77, 0, ",
    "-11.77, -1, ",
  })
  void unitPriceNeedsAnItem(double amount, int quantity, Double expected) {
    assertThat(PurchaseFeatures.unitPrice(amount, quantity)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, FREE",
    "0.01, BARGAIN",
    "9.99, BARGAIN",
    "10, REGULAR",
    "19.99, REGULAR",
    "20, PREMIUM",
    "1e9, PREMIUM",
  })
  void tiersIncludeTheirLowerLimit(double unitPrice, PriceTier expected) {
    assertThat(PurchaseFeatures.priceTier(unitPrice)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "-0.0, true", "0.01, false"})
  void freeIsNothingAtAll(double amount, boolean expected) {
    assertThat(PurchaseFeatures.freePurchase(amount)).isEqualTo(expected);
  }

  @Test
  void logarithmOfNothingIsZero() {
    assertThat(PurchaseFeatures.amountLog(0)).isZero();
    assertThat(PurchaseFeatures.amountLog(StrictMath.E - 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, SINGLE",
    "1, false, SINGLE",
    "2, false, SEVERAL",
    "4, false, SEVERAL",
    "5, true, BULK",
    "99, true, BULK",
  })
  void bulkStartsAtItsQuantity(int quantity, boolean bulk, OrderSize size) {
    assertThat(PurchaseFeatures.bulkPurchase(quantity, 5)).isEqualTo(bulk);
    assertThat(PurchaseFeatures.orderSize(quantity, bulk)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({
    "1997-01-01, 0, 0",
    "1997-01-07, 6, 0",
    "1997-01-08, 7, 1",
    "1997-09-30, 272, 38",
    "1997-10-01, 273, 39",
    "1996-12-31, -1, -1",
    "1996-12-25, -7, -1",
    "1969-12-31, -9863, -1409",
  })
  void daysAndWeeksCountFromTheLaunch(LocalDate date, long days, long weeks) {
    assertThat(PurchaseFeatures.daysSinceLaunch(date, LocalDate.of(1997, 1, 1))).isEqualTo(days);
    assertThat(PurchaseFeatures.weeksSinceLaunch(days)).isEqualTo(weeks);
  }

  @ParameterizedTest
  @CsvSource({
    "1997-01-03, 5, false",
    "1997-01-04, 6, true",
    "1997-01-05, 7, true",
    "1997-01-06, 1, false",
    "1969-12-28, 7, true",
  })
  void weekendIsSaturdayAndSunday(LocalDate date, int day, boolean weekend) {
    assertThat(PurchaseFeatures.dayOfWeek(date)).isEqualTo(day);
    assertThat(PurchaseFeatures.weekendPurchase(day)).isEqualTo(weekend);
  }

  @ParameterizedTest
  @CsvSource({
    "1997-01-01, 1, 1, false",
    "1997-03-31, 3, 1, false",
    "1997-04-01, 4, 2, false",
    "1997-06-30, 6, 2, false",
    "1997-07-01, 7, 3, false",
    "1997-09-30, 9, 3, false",
    "1997-10-31, 10, 4, false",
    "1997-11-01, 11, 4, true",
    "1997-12-31, 12, 4, true",
  })
  void quartersHaveThreeMonths(LocalDate date, int month, int quarter, boolean season) {
    assertThat(PurchaseFeatures.month(date)).isEqualTo(month);
    assertThat(PurchaseFeatures.quarter(month)).isEqualTo(quarter);
    assertThat(PurchaseFeatures.holidaySeason(month)).isEqualTo(season);
  }

  @ParameterizedTest
  @CsvSource({"1997-01-31, 1997-01", "1998-06-30, 1998-06", "0999-12-01, 0999-12"})
  void purchaseMonthSortsAsText(LocalDate date, String expected) {
    assertThat(PurchaseFeatures.purchaseMonth(date)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false",
    "false, true, false",
    "true, false, false",
    "true, true, true",
  })
  void holidayBulkIsBoth(boolean season, boolean bulk, boolean expected) {
    assertThat(PurchaseFeatures.holidayBulk(season, bulk)).isEqualTo(expected);
  }
}
