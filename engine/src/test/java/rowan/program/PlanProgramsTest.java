package rowan.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.Graph;
import rowan.graph.TinyOperators.Count;
import rowan.plan.Plan;

/** How the programs of a plan read. */
public class PlanProgramsTest {

  @Source("rides")
  public record Ride(
      @RowKey long id, @EventTime Instant startedAt, @Nullable Integer seats, double distance) {}

  /** What a ride is worth. */
  public record Worth(double money, String currency) {}

  @Features(of = Ride.class)
  public abstract static class RideFeatures {
    @Input
    public static double price() {
      return 2;
    }

    public static Worth worth(double distance, double price) {
      return new Worth(distance * price, "EUR");
    }

    public static long zone(double distance) {
      return (long) distance;
    }

    @Count
    @Over(by = "zone")
    abstract long inZone();

    public static double perSeat(double worthMoney, int seats, long inZone) {
      return worthMoney / seats * inZone;
    }
  }

  @Test
  void text_tellsEachCall_whenItIsNotMade_andWhatReachesASlot() {
    Plan plan = Plan.of(Graph.of(RideFeatures.class), "per_seat", "worth_money");
    assertThat(PlanPrograms.text(plan))
        .isEqualTo(
            """
            input double price;
            input double rides.distance;
            part0:
              long zone = RideFeatures.zone(rides.distance); // slot 5
              Worth worth = RideFeatures.worth(rides.distance, price);
              double worth_money = worth.money(); // slot 1
            (windows)
            input double worth_money;
            input @Nullable int rides.seats;
            input long in_zone;
            part0:
              @Nullable double per_seat = rides.seats == null ? null : RideFeatures.perSeat(worth_money, rides.seats, in_zone); // slot 0
            """);
  }
}
