package dev.eventstore.connect.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The header {@code event-store-resubmitted}: an operator sent the record again from quarantine.
 * Its value is where the refused one was read.
 */
final class ResubmittedHeader {
  private static final String NAME = "event-store-resubmitted";

  private ResubmittedHeader() {}

  static List<Header> of(String place) {
    return List.of(new RecordHeader(NAME, place.getBytes(StandardCharsets.UTF_8)));
  }

  static boolean isAmong(Headers headers) {
    return headers.lastHeader(NAME) != null;
  }
}
