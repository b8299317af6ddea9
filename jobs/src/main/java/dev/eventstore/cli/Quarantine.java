package dev.eventstore.cli;

import dev.eventstore.connect.ChannelReader;
import dev.eventstore.connect.channel.Channels;
import dev.eventstore.event.QuarantineRecord;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.CommandReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** The refused records of a store. */
final class Quarantine {
  /** The word of the audit trail for a record that was sent again. */
  static final String RESUBMIT = "resubmit";

  private Quarantine() {}

  /**
   * Hands over each record, with its JSON.
   *
   * @param folder where channels are that have no place of their own
   */
  static void read(StoreSpec spec, Path folder, BiConsumer<QuarantineRecord, byte[]> each) {
    try (ChannelReader quarantine = Channels.reader(spec.quarantine(), folder.toString())) {
      quarantine.readToEnd(json -> each.accept(parse(json), json));
    }
  }

  static QuarantineRecord parse(byte[] json) {
    try {
      return QuarantineRecord.fromJson(json);
    } catch (IOException e) {
      throw new CommandException(e.getMessage());
    }
  }

  /** Where the records were read that have been sent again; the audit trail has them. */
  static Set<String> resubmitted(StoreSpec spec, Path folder) {
    Set<String> places = new HashSet<>();
    for (CommandReport said : Reports.read(spec, folder).commands().values()) {
      if (RESUBMIT.equals(said.command())) {
        places.add(said.id());
      }
    }
    return places;
  }
}
