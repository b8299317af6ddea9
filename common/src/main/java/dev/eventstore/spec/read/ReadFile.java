package dev.eventstore.spec.read;

import dev.eventstore.spec.Problem;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.yaml.Node;
import java.util.List;

/**
 * What was read from one file.
 *
 * @param root null where the file is no YAML map
 * @param spec fit for use only where there are no problems
 */
public record ReadFile(String file, Node.Mapping root, List<Problem> problems, StoreSpec spec) {}
