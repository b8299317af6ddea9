package dev.eventstore.spec.read;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.yaml.Node.Mapping;

/** Reads {@code control}, {@code quarantine} and {@code status}. */
final class ChannelReader {
  private final Mapping root;
  private final Clusters clusters;
  private final Folders folders;

  ChannelReader(Mapping root, Clusters clusters, Folders folders) {
    this.root = root;
    this.clusters = clusters;
    this.folders = folders;
  }

  ChannelSpec read(String name) {
    Mapping channel = root.mapping(name);
    if (channel.has("kafka")) {
      Mapping kafka = channel.mapping("kafka");
      return new ChannelSpec.Topic(Values.text(kafka, "topic", ""), clusters.at(kafka));
    }
    if (channel.has("files")) {
      return new ChannelSpec.Folder(folders.written(channel.mapping("files")));
    }
    return clusters.hasDefault()
        ? new ChannelSpec.Topic(Values.text(root, "store", "") + "." + name, clusters.defaults())
        : new ChannelSpec.BesideCheckpoints(name);
  }
}
