package dev.eventstore.decode;

import java.util.Locale;

/** What a content type says about bytes. */
final class ContentTypes {
  private ContentTypes() {}

  static boolean isJson(String contentType) {
    String type = type(contentType);
    return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
  }

  /** Whether the bytes are whole CloudEvents, in structured mode. */
  static boolean isStructured(String contentType) {
    return type(contentType).startsWith("application/cloudevents");
  }

  private static String type(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
