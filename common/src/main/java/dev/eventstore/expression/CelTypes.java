package dev.eventstore.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.util.Optional;

/** The types of CEL that ours stand for. */
final class CelTypes {
  static final CelType DECIMAL = OpaqueType.create("decimal");
  private static final CelType OBJECT = OpaqueType.create("object");
  private static final CelType STRINGS = MapType.create(SimpleType.STRING, SimpleType.STRING);

  private CelTypes() {}

  static CelType of(ExpressionType type) {
    return switch (type) {
      case STRING -> SimpleType.STRING;
      case INTEGER -> SimpleType.INT;
      case DECIMAL -> DECIMAL;
      case BOOLEAN -> SimpleType.BOOL;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
      case STRINGS -> STRINGS;
      case OBJECT -> OBJECT;
      case DYNAMIC -> SimpleType.DYN;
    };
  }

  /** Our type, or empty where a column cannot be of it. */
  static Optional<ExpressionType> of(CelType type) {
    for (ExpressionType ours : ExpressionType.values()) {
      if (of(ours).equals(type)) {
        return Optional.of(ours);
      }
    }
    return Optional.empty();
  }
}
