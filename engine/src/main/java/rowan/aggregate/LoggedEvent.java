package rowan.aggregate;

/** An event of a log as an operator sees it. One object serves all operators of a key in turn. */
final class LoggedEvent implements Event {

  private EventLog log;
  private int[] arguments = {};
  private int at;

  LoggedEvent(EventLog log) {
    this.log = log;
  }

  LoggedEvent of(EventLog newLog, int[] newArguments, int newAt) {
    log = newLog;
    arguments = newArguments;
    at = newAt;
    return this;
  }

  @Override
  public long time() {
    return log.timeAt(at);
  }

  @Override
  public long longAt(int position) {
    return log.bits(arguments[position], at);
  }

  @Override
  public double doubleAt(int position) {
    return log.real(arguments[position], at);
  }

  @Override
  public Object valueAt(int position) {
    return log.value(arguments[position], at);
  }
}
