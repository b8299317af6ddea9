package dev.eventstore.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.Set;
import java.util.function.Function;

/** Finds the bounds of what an expression over integers gives, from those of its names. */
final class Ranges {
  /** Functions of CEL that fail rather than pass 64 bits, besides those of times: getHours. */
  private static final Set<String> LONG = Set.of("int", "size");

  private final Function<String, IntegerRange> names;

  /**
   * @param names null where a name is not known, such as that of a loop
   */
  Ranges(Function<String, IntegerRange> names) {
    this.names = names;
  }

  IntegerRange of(CelExpr expr) {
    Kind kind = expr.getKind();
    if (kind == Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE) {
      return IntegerRange.of(expr.constant().int64Value(), expr.constant().int64Value());
    }
    IntegerRange known =
        switch (kind) {
          case IDENT -> names.apply(expr.ident().name());
          case CALL -> of(expr.call());
          default -> null;
        };
    return known == null ? IntegerRange.ANY : known;
  }

  private IntegerRange of(CelCall call) {
    return switch (call.function()) {
      case "_+_" -> argument(call, 0).plus(argument(call, 1));
      case "_-_" -> argument(call, 0).minus(argument(call, 1));
      case "_*_" -> argument(call, 0).times(argument(call, 1));
      case "_%_" -> argument(call, 0).remainder(argument(call, 1));
      case "-_" -> IntegerRange.ZERO.minus(argument(call, 0));
      case RecordFunctions.NOTHING -> IntegerRange.ZERO;
      case "_?_:_" -> argument(call, 1).or(argument(call, 2));
      default ->
          LONG.contains(call.function()) || call.function().startsWith("get")
              ? IntegerRange.LONG
              : IntegerRange.ANY;
    };
  }

  private IntegerRange argument(CelCall call, int index) {
    return of(call.args().get(index));
  }
}
