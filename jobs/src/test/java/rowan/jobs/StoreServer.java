package rowan.jobs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;

/** An S3 server in this process, which keeps objects in memory, and fails when it is told to. */
final class StoreServer {

  static final String KEY = "rowan-key";
  static final String SECRET = "rowan-secret";

  private final BlobStoreContext context;
  private final S3Proxy proxy;

  /** How many objects can still be written before the store fails. */
  private final AtomicLong writesLeft = new AtomicLong(Long.MAX_VALUE);

  private volatile boolean failsForGood;

  /** More than clients try by themselves. */
  private static final int FAILURES = 4;

  StoreServer() throws Exception {
    context =
        ContextBuilder.newBuilder(new TransientApiMetadata())
            .credentials("any", "any")
            .build(BlobStoreContext.class);
    proxy =
        S3Proxy.builder()
            .blobStore(failing(context.getBlobStore()))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
            .build();
    proxy.start();
    while (!proxy.getState().equals("STARTED")) {
      Thread.sleep(10);
    }
  }

  private BlobStore failing(BlobStore store) {
    return (BlobStore)
        Proxy.newProxyInstance(
            BlobStore.class.getClassLoader(),
            new Class<?>[] {BlobStore.class},
            (proxied, method, arguments) -> {
              if (isDown(method.getName())) {
                throw new IllegalStateException("the store fails, as the test wants it");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private boolean isDown(String method) {
    if (method.equals("putBlob") || method.equals("copyBlob")) {
      long left = writesLeft.getAndDecrement();
      return left <= 0 && (failsForGood || left > -FAILURES);
    }
    return failsForGood && writesLeft.get() < 0 && !method.equals("getContext");
  }

  /**
   * Fails when some objects have been written.
   *
   * @param writes how many
   * @param forGood whether nothing works from then on
   */
  void failAfter(long writes, boolean forGood) {
    failsForGood = forGood;
    writesLeft.set(writes);
  }

  /** Works again. Says whether it had failed. */
  boolean heal() {
    boolean hasFailed = writesLeft.getAndSet(Long.MAX_VALUE) < 0;
    failsForGood = false;
    return hasFailed;
  }

  void makeBucket(String name) {
    context.getBlobStore().createContainerInLocation(null, name);
  }

  String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  /** What makes Hadoop find a bucket on a server, as a user would set it. */
  static Map<String, String> settings(String bucket, String endpoint, String key, String secret) {
    String prefix = "spark.hadoop.fs.s3a.bucket." + bucket + ".";
    return Map.of(
        prefix + "endpoint", endpoint,
        prefix + "endpoint.region", "us-east-1",
        prefix + "access.key", key,
        prefix + "secret.key", secret,
        prefix + "aws.credentials.provider",
            "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        prefix + "path.style.access", "true",
        prefix + "connection.ssl.enabled", "false",
        prefix + "attempts.maximum", "1",
        prefix + "retry.limit", "1",
        prefix + "retry.interval", "1ms");
  }

  void stop() throws Exception {
    proxy.stop();
    context.close();
  }
}
