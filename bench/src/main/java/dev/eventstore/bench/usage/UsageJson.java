package dev.eventstore.bench.usage;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Writes events as JSON of some 200 bytes. One thread only.
 *
 * <pre>
 * {"event_id":"6e789e6a-a1b9-65f4-2cf1-3f1c5b0e1a3d","occurred_at":"2026-01-05T12:34:56.123456Z",
 *  "account_id":"account-00012345","region":"apac","path":"/v1/resources/42","status":200,
 *  "bytes":"123456.789"}
 * </pre>
 */
public final class UsageJson {
  /** What the names of accounts begin with; 8 digits follow. */
  public static final String ACCOUNT = "account-";

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] ID = ascii("{\"event_id\":\"");
  private static final byte[] TIME = ascii("\",\"occurred_at\":\"");
  private static final byte[] ACCOUNT_ID = ascii("\",\"account_id\":\"" + ACCOUNT);
  private static final byte[] REGION = ascii("\",\"region\":\"");
  private static final byte[] PATH = ascii("\",\"path\":\"/v1/resources/");
  private static final byte[] STATUS = ascii("\",\"status\":");
  private static final byte[] BYTES = ascii(",\"bytes\":\"");
  private static final byte[] END = ascii("\"}");
  private static final byte[][] REGIONS =
      UsagePlan.SOURCES.stream().map(UsageJson::ascii).toArray(byte[][]::new);
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int LONGEST = 256;

  private final UsageEvents events;
  private final byte[] buffer = new byte[LONGEST];
  private int length;
  private long day = Long.MIN_VALUE;
  private byte[] date;

  public UsageJson(UsageEvents events) {
    this.events = events;
  }

  /** Event number {@code n}. */
  public byte[] event(long n) {
    return write(n, events.thousandths(n));
  }

  /** What comes under the id of event number {@code n} and is not the same. */
  byte[] conflict(long n) {
    return write(n, events.thousandths(n) + 1);
  }

  private byte[] write(long n, long thousandths) {
    length = 0;
    put(ID);
    id(events.id(n, 0), events.id(n, 1));
    put(TIME);
    time(events.time(n));
    put(ACCOUNT_ID);
    digits(events.account(n), 8);
    put(REGION);
    put(REGIONS[events.source(n)]);
    put(PATH);
    digits(events.resource(n), 2);
    put(STATUS);
    digits(events.status(n), 3);
    put(BYTES);
    decimal(thousandths);
    put(END);
    return Arrays.copyOf(buffer, length);
  }

  /** In the form of a UUID. */
  private void id(long high, long low) {
    hex(high, 60, 8);
    put('-');
    hex(high, 28, 4);
    put('-');
    hex(high, 12, 4);
    put('-');
    hex(low, 60, 4);
    put('-');
    hex(low, 44, 12);
  }

  private void hex(long bits, int shift, int count) {
    for (int i = 0; i < count; i++) {
      buffer[length++] = HEX[(int) (bits >>> shift - 4 * i) & 15];
    }
  }

  private void time(long micros) {
    if (micros / DAY_MICROS != day) {
      day = micros / DAY_MICROS;
      date = ascii(LocalDate.ofEpochDay(day).toString());
    }
    long rest = micros % DAY_MICROS;
    put(date);
    put('T');
    digits(rest / 3_600_000_000L, 2);
    put(':');
    digits(rest / 60_000_000L % 60, 2);
    put(':');
    digits(rest / 1_000_000L % 60, 2);
    put('.');
    digits(rest % 1_000_000L, 6);
    put('Z');
  }

  private void decimal(long thousandths) {
    long whole = thousandths / 1000;
    int count = 1;
    for (long bound = 10; whole >= bound; bound *= 10) {
      count++;
    }
    digits(whole, count);
    put('.');
    digits(thousandths % 1000, 3);
  }

  private void digits(long number, int count) {
    long rest = number;
    for (int at = length + count - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void put(char character) {
    buffer[length++] = (byte) character;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
