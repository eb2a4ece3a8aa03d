package rowan.defs.fraud;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.JedisPooled;
import rowan.aggregate.KeyWindows;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.plan.Inputs;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.state.EmptyWindows;
import rowan.state.Fingerprint;
import rowan.state.KeyForm;
import rowan.state.RedisState;
import rowan.state.Retention;
import rowan.state.RocksDbState;
import rowan.state.SavedState;
import rowan.state.StateManifest;
import rowan.state.StatePartWriter;
import rowan.state.StatePlace;

/**
 * What the places cost where the state of the published fraud features can live: to score a payment
 * and take it in after fifty days of them, to load many keys, to go on after a kill; one JSON
 * object a line. The first run makes the history. To run it, compile as {@link ScoreBenchmark}
 * says, then:
 *
 * <pre>
 * java -Xmx4g -cp ... rowan.defs.fraud.StateBenchmark FOLDER memory
 * java -Xmx4g -cp ... rowan.defs.fraud.StateBenchmark FOLDER rocksdb
 * java -Xmx4g -cp ... rowan.defs.fraud.StateBenchmark FOLDER rocksdb load 1000000
 * java -Xmx4g -cp ... rowan.defs.fraud.StateBenchmark FOLDER redis://localhost:6379
 * </pre>
 *
 * <p>{@code rocksdb-synced} waits for the disk; {@code rocksdb#20000} keeps the windows of 20,000
 * keys at hand, and so does a server's address with that behind it.
 */
final class StateBenchmark {

  private static final int DAYS = 50;
  private static final long SECOND = 1_000_000_000L;
  private static final long WARM_UP = 6 * SECOND;
  private static final long MEASURED = 12 * SECOND;
  private static final int KEYS_OF_A_PART = 100_000;
  private static final int SAMPLES = 1_000;
  private static final Plan PLAN =
      Plan.of(Graph.of(FraudFeatures.class), ScoreBenchmark.wanted("published"));

  private final Path folder;
  private final String store;

  private StateBenchmark(Path folder, String store) {
    this.folder = folder;
    this.store = store;
  }

  /** Takes a folder to work in, a store, and perhaps {@code load} and a number of keys. */
  public static void main(String[] arguments) throws IOException {
    StateBenchmark bench = new StateBenchmark(Path.of(arguments[0]), arguments[1]);
    if (arguments.length > 2) {
      bench.load(Integer.parseInt(arguments[3]));
    } else {
      bench.score();
    }
  }

  private StatePlace place(String name) throws IOException {
    Path state = folder.resolve(name);
    delete(state);
    String[] parts = store.split("#", 2);
    Optional<Integer> atHand =
        parts.length == 1 ? Optional.empty() : Optional.of(Integer.parseInt(parts[1]));
    if (parts[0].equals("memory")) {
      return StatePlace.MEMORY;
    }
    if (parts[0].startsWith("rocksdb")) {
      RocksDbState rocksDb = RocksDbState.in(state);
      rocksDb = parts[0].endsWith("-synced") ? rocksDb.synced() : rocksDb;
      return rocksDb.atHand(atHand.orElse(rocksDb.atHand()));
    }
    RedisState redis = RedisState.at(URI.create(parts[0])).named(name);
    try (JedisPooled server = new JedisPooled(redis.server())) {
      server.del(name);
    }
    return redis.atHand(atHand.orElse(redis.atHand()));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private SavedState history() {
    Path history = folder.resolve("history");
    if (!Files.exists(history)) {
      Payments payments = new Payments(Instant.parse("2018-04-01T00:00:00Z"), 0, 1);
      try (Scorer scorer = Scorer.of(PLAN)) {
        for (long i = 0; i < Payments.in(DAYS); i++) {
          scorer.observe(payments.next());
          payments.label(scorer::observe);
        }
        scorer.save(history);
      }
    }
    return SavedState.in(history);
  }

  private static Scorer resume(SavedState saved, StatePlace place) {
    return Scorer.resume(PLAN, Inputs.none(), Retention.DEFAULT, saved, place);
  }

  // Scoring.

  private void score() throws IOException {
    SavedState history = history();
    long keys = history.manifest().passes().stream().mapToLong(pass -> pass.keys()).sum();
    StatePlace place = place("state");
    long before = usedBytes();
    Scorer scorer = resume(history, place);
    Instant start = Instant.parse("2018-04-01T00:00:00Z").plus(java.time.Duration.ofDays(DAYS));
    Payments payments = new Payments(start, Payments.in(DAYS), 2);
    run(scorer, payments, WARM_UP);
    long[] nanos = run(scorer, payments, MEASURED);
    Arrays.sort(nanos);
    long bytes = (place == StatePlace.MEMORY ? usedBytes() - before : stored(place)) / keys;
    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"state\",\"store\":\"%s\",\"payments\":%d,\"score_and_observe_mean_ns\":%.0f,"
            + "\"p50_ns\":%d,\"p99_ns\":%d,\"p999_ns\":%d,\"keys\":%d,\"bytes_per_key\":%d,"
            + "\"saved_bytes_per_key\":%d,\"recover_seconds\":%.3f}%n",
        store,
        nanos.length,
        Arrays.stream(nanos).average().orElse(0),
        nanos[nanos.length / 2],
        nanos[(int) (nanos.length * 0.99)],
        nanos[(int) (nanos.length * 0.999)],
        keys,
        bytes,
        history.manifest().passes().stream().mapToLong(pass -> pass.bytes()).sum() / keys,
        recover(place, payments));
    scorer.close();
  }

  private static long[] run(Scorer scorer, Payments payments, long nanos) {
    long[] taken = new long[10_000_000];
    int count = 0;
    long end = System.nanoTime() + nanos;
    long started;
    do {
      Transaction payment = payments.next();
      started = System.nanoTime();
      scorer.scoreAndObserve(payment);
      taken[count++] = System.nanoTime() - started;
      payments.label(scorer::observe);
    } while (started < end);
    return Arrays.copyOf(taken, count);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** The bytes that a store takes, of a disk or of a server's memory. */
  private static long stored(StatePlace place) throws IOException {
    if (place instanceof RedisState redis) {
      try (JedisPooled server = new JedisPooled(redis.server())) {
        return server.memoryUsage(redis.name(), 0);
      }
    }
    try (Stream<Path> files = Files.list(((RocksDbState) place).folder())) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** How long it takes to score again after a kill: of a copy, as the disk is at this moment. */
  private double recover(StatePlace place, Payments payments) throws IOException {
    StatePlace killed = place;
    if (place instanceof RocksDbState rocksDb) {
      Path copy = folder.resolve("copy");
      delete(copy);
      Files.createDirectories(copy);
      try (Stream<Path> files = Files.list(rocksDb.folder())) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      killed = RocksDbState.in(copy);
    }
    long start = System.nanoTime();
    try (Scorer scorer =
        place == StatePlace.MEMORY
            ? resume(history(), place)
            : Scorer.of(PLAN, Inputs.none(), Retention.DEFAULT, killed)) {
      scorer.score(payments.next());
      return (double) (System.nanoTime() - start) / SECOND;
    }
  }

  // Loading.

  private void load(int keys) throws IOException {
    SavedState history = history();
    Path saved = folder.resolve("keys" + keys);
    if (!Files.exists(saved)) {
      write(history, keys, saved);
    }
    SavedState many = SavedState.in(saved);
    StatePlace place = place("loaded");
    long start = System.nanoTime();
    Scorer scorer = resume(many, place);
    double seconds = (double) (System.nanoTime() - start) / SECOND;
    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"state\",\"store\":\"%s\",\"loaded_keys\":%d,\"load_seconds\":%.1f,"
            + "\"load_million_keys_seconds\":%.1f}%n",
        store,
        keys,
        seconds,
        seconds * 1_000_000 / keys);
    scorer.close();
    place("loaded");
  }

  /** Writes state of many keys, which have the windows of some of the history's. */
  private static void write(SavedState history, int keys, Path saved) throws IOException {
    Files.createDirectories(saved);
    List<StateManifest.PassState> passes = new ArrayList<>();
    List<Pass> all = Pass.all(PLAN);
    for (int number = 0; number < all.size(); number++) {
      List<KeyWindows> samples = samples(history, number, all.get(number));
      List<StateManifest.Part> parts = new ArrayList<>();
      int ofPass = keys / all.size();
      for (int from = 0; from < ofPass; from += KEYS_OF_A_PART) {
        String file = "pass-%d-%05d.state".formatted(number, parts.size());
        KeyForm form = new KeyForm(all.get(number).keyTypes());
        try (StatePartWriter part =
            new StatePartWriter(file, form, Files.newOutputStream(saved.resolve(file)))) {
          for (int i = from; i < Math.min(ofPass, from + KEYS_OF_A_PART); i++) {
            part.write((long) i, samples.get(i % samples.size()));
          }
          parts.add(part.finish());
        }
      }
      passes.add(new StateManifest.PassState(history.manifest().passes().get(number).by(), parts));
    }
    StateManifest manifest =
        new StateManifest(
            PLAN.graph().title(),
            Fingerprint.of(PLAN),
            history.manifest().startsAt(),
            Map.of(),
            passes);
    Files.writeString(saved.resolve(StateManifest.FILE), manifest.toJson());
  }

  private static List<KeyWindows> samples(SavedState history, int number, Pass pass) {
    List<KeyWindows> samples = new ArrayList<>();
    history.read(
        PLAN,
        number,
        (key, windows) -> {
          if (samples.size() < SAMPLES) {
            KeyWindows sample = EmptyWindows.of(PLAN.graph(), pass, Integer.MAX_VALUE).get();
            windows.accept(sample);
            samples.add(sample);
          }
        });
    return samples;
  }
}
