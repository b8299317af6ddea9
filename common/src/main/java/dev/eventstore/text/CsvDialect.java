package dev.eventstore.text;

import java.io.Serializable;

/**
 * How a CSV text is written, else as in RFC 4180.
 *
 * @param delimiter what stands between values; ASCII
 * @param quote what stands around values that hold delimiters, quotes or line ends; ASCII
 * @param nullText the text that stands for no value, in quotes or not
 */
public record CsvDialect(char delimiter, char quote, String nullText) implements Serializable {}
