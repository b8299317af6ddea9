package dev.eventstore.demo;

import java.math.BigDecimal;

/**
 * One call of the API, as the demo knows it, before a region writes it in its own shape.
 *
 * @param region the first region that reports it
 */
record DemoEvent(
    String id,
    String region,
    String account,
    String time,
    int seq,
    String path,
    int status,
    BigDecimal bytes) {

  /** The event as a region reports it: us a CloudEvent, apac a row of CSV, eu plain JSON. */
  String writtenBy(String reporter) {
    return switch (reporter) {
      case "us" ->
          ("{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/gateway\",\"type\":\"api\","
                  + "\"time\":\"%s\",\"data\":{\"seq\":%d,\"customer\":{\"id\":\"%s\"},"
                  + "\"path\":\"%s\",\"status\":%d,\"kb\":%s}}")
              .formatted(
                  id,
                  time,
                  seq,
                  account,
                  path,
                  status,
                  bytes.divide(new BigDecimal(1024)).toPlainString());
      case "apac" ->
          "%s,%s,%d,%s,%s,%d,%s"
              .formatted(id, time, seq, account, path, status, bytes.toPlainString());
      default ->
          ("{\"event_id\":\"%s\",\"occurred_at\":\"%s\",\"seq\":%d,\"account_id\":\"%s\","
                  + "\"path\":\"%s\",\"status\":%d,\"bytes\":%s}")
              .formatted(id, time, seq, account, path, status, bytes.toPlainString());
    };
  }
}
