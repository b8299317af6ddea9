package dev.eventstore.avro;

/**
 * Bounds what Avro allocates for lengths that bytes merely claim. Avro reads them once, before its
 * first record.
 */
public final class AvroLimits {
  private static final String ITEMS = "1000000";

  private AvroLimits() {}

  /**
   * @param longest the most bytes of a text or of binary data; limits that the virtual machine was
   *     given win
   */
  public static void set(int longest) {
    setDefault("org.apache.avro.limits.bytes.maxLength", String.valueOf(longest));
    setDefault("org.apache.avro.limits.string.maxLength", String.valueOf(longest));
    setDefault("org.apache.avro.limits.collectionItems.maxLength", ITEMS);
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
