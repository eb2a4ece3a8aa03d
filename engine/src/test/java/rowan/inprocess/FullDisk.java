package rowan.inprocess;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rowan.inprocess.KilledScorer.Payment;
import rowan.state.RocksDbState;
import rowan.state.StateException;

/** A process whose scorer fills a disk, goes on when there is room, and says how it went. */
public final class FullDisk {

  private static final int LEFT = 4 << 20;
  private static final int MOST_EVENTS = 1_000_000;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final PrintStream out;
  private final Path disk;
  private int taken;

  private FullDisk(PrintStream out, Path disk) {
    this.out = out;
    this.disk = disk;
  }

  /** Takes the folder that is a disk of its own. */
  public static void main(String[] arguments) throws IOException {
    new FullDisk(System.out, Path.of(arguments[0])).run();
  }

  private void run() throws IOException {
    Path ballast = disk.resolve("ballast");
    long free = Files.getFileStore(disk).getUsableSpace();
    Files.write(ballast, new byte[Math.toIntExact(free - LEFT)]);
    RocksDbState place = RocksDbState.in(disk.resolve("state"));
    try (Scorer scorer = KilledScorer.scorer(place)) {
      fill(scorer);
      out.println("again: " + refusal(scorer));
      out.println("knows all: " + knowsAll(scorer));
      save(scorer);
      Files.delete(ballast);
      out.println("goes on: " + goesOn(scorer));
      out.println("knows all: " + knowsAll(scorer));
    }
    try (Scorer scorer = KilledScorer.scorer(place)) {
      out.println("opened again");
      out.println("knows all: " + knowsAll(scorer));
      out.println("goes on: " + scorer.observe(next()));
    }
  }

  /** The next event, until it is acknowledged: it has a row key, so that it counts once. */
  private Payment next() {
    return KilledScorer.payment(taken);
  }

  private void fill(Scorer scorer) {
    try {
      while (taken < MOST_EVENTS) {
        scorer.observe(next());
        taken++;
      }
      out.println("not full");
    } catch (StateException e) {
      out.println("full: " + e.getMessage());
    }
  }

  private String refusal(Scorer scorer) {
    try {
      return "taken in: " + scorer.observe(next());
    } catch (StateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void save(Scorer scorer) {
    Path saved = disk.resolve("saved");
    try {
      scorer.save(saved);
      out.println("saved");
    } catch (UncheckedIOException e) {
      out.println("not saved: " + e.getMessage());
    }
    out.println("files left: " + String.join(", ", saved.toFile().list()));
  }

  private boolean goesOn(Scorer scorer) {
    for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE; ) {
      try {
        boolean isTaken = scorer.observe(next());
        taken++;
        return isTaken;
      } catch (StateException e) {
        LockSupport.parkNanos(100_000_000);
      }
    }
    return false;
  }

  /** Whether accounts have paid as often as was acknowledged; of the last event nothing is said. */
  private boolean knowsAll(Scorer scorer) {
    long[] paid = new long[KilledScorer.ACCOUNTS];
    for (int number = 0; number < taken; number++) {
      paid[(int) KilledScorer.payment(number).account()]++;
    }
    long unsaid = KilledScorer.payment(taken).account();
    boolean knowsAll = true;
    for (int account = 0; account < paid.length; account++) {
      Payment row = KilledScorer.question(account, 0, taken + 1);
      long known = scorer.score(row, row.paidAt()).asLong("paid");
      knowsAll &= known == paid[account] || (account == unsaid && known == paid[account] + 1);
    }
    return knowsAll;
  }
}
