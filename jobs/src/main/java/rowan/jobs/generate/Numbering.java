package rowan.jobs.generate;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Numbers sorted rows: the number of the first event in a row's slot, plus the row's rank in it.
 * From (task, slot, values) rows it makes (number, values) rows.
 */
final class Numbering implements Iterator<Row> {

  static final int SLOT = 1;
  static final int VALUES = 2;

  private final Iterator<Row> sorted;
  private final Slots slots;
  private int slot = -1;
  private long number;

  Numbering(Iterator<Row> sorted, Slots slots) {
    this.sorted = sorted;
    this.slots = slots;
  }

  @Override
  public boolean hasNext() {
    return sorted.hasNext();
  }

  @Override
  public Row next() {
    Row row = sorted.next();
    if (row.getInt(SLOT) != slot) {
      slot = row.getInt(SLOT);
      number = slots.firstNumber(slot);
    }
    Object[] numbered = new Object[1 + row.length() - VALUES];
    numbered[0] = number++;
    for (int i = VALUES; i < row.length(); i++) {
      numbered[1 + i - VALUES] = row.get(i);
    }
    return RowFactory.create(numbered);
  }
}
