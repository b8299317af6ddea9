package dev.eventstore.connect.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The header {@code event-store: complete}: its record is a completeness marker in any format. */
final class CompleteHeader {
  private static final String NAME = "event-store";
  private static final byte[] VALUE = "complete".getBytes(StandardCharsets.UTF_8);

  /** The headers of a marker. */
  static final List<Header> ALONE = List.of(new RecordHeader(NAME, VALUE));

  private CompleteHeader() {}

  static boolean isAmong(Headers headers) {
    Header header = headers.lastHeader(NAME);
    return header != null && Arrays.equals(VALUE, header.value());
  }
}
