package dev.eventstore.event;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A record as a source read it, before it is decoded.
 *
 * @param partition the partition of the source it came by: the number of a Kafka partition, 0 for
 *     files
 * @param completeHeader whether it is a completeness marker in any format: it carries the header
 *     {@code event-store: complete}, or stands in a file of markers
 * @param timestamp the arrival time: the Kafka record's timestamp; for files, when it was read
 * @param received when it was read, epoch milliseconds
 * @param schema what stands once for many records: the header of a CSV file; null where nothing
 *     does
 * @param resubmitted whether an operator sent it again from quarantine
 * @param above of a part: the line that it needs above it to be a record, such as a header of CSV,
 *     which all parts share; null where it needs none
 * @param bytes the value as it came; empty where the record had none
 */
public record SourceRecord(
    Position position,
    int partition,
    boolean completeHeader,
    Instant timestamp,
    long received,
    String schema,
    boolean resubmitted,
    byte[] above,
    byte[] bytes)
    implements SourceItem {
  /** The most bytes a record may have; longer ones are refused, and never held whole. */
  public static final int LONGEST = 16 << 20;

  /** A record that says everything itself. */
  public SourceRecord(
      Position position,
      int partition,
      boolean completeHeader,
      Instant timestamp,
      long received,
      byte[] bytes) {
    this(position, partition, completeHeader, timestamp, received, null, false, null, bytes);
  }

  /** A whole record, which needs nothing above it. */
  public SourceRecord(
      Position position,
      int partition,
      boolean completeHeader,
      Instant timestamp,
      long received,
      String schema,
      boolean resubmitted,
      byte[] bytes) {
    this(
        position, partition, completeHeader, timestamp, received, schema, resubmitted, null, bytes);
  }

  /** A part of this record that is a record itself, such as one event of a batch. */
  public SourceRecord part(byte[] partBytes) {
    return part(null, null, partBytes);
  }

  /** The same, which needs something above it, such as a row of several its header. */
  public SourceRecord part(String partSchema, byte[] partAbove, byte[] partBytes) {
    return new SourceRecord(
        position,
        partition,
        completeHeader,
        timestamp,
        received,
        partSchema,
        resubmitted,
        partAbove,
        partBytes);
  }

  /**
   * This part, told apart from the others of its record.
   *
   * @param number from 1
   */
  public SourceRecord ofRow(int number) {
    return new SourceRecord(
        position.ofRow(number),
        partition,
        completeHeader,
        timestamp,
        received,
        schema,
        resubmitted,
        above,
        bytes);
  }

  /** What can be sent to the source again as a record of its own. */
  public byte[] original() {
    if (above == null) {
      return bytes;
    }
    return ByteBuffer.allocate(above.length + 1 + bytes.length)
        .put(above)
        .put((byte) '\n')
        .put(bytes)
        .array();
  }
}
