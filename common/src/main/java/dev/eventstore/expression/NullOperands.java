package dev.eventstore.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A null operand makes the whole expression null, also where it comes up only as the expression is
 * evaluated: CEL fails then, since no operator takes null.
 */
final class NullOperands {
  private NullOperands() {}

  /** Whether an evaluation that has failed did so at a call that was given null. */
  static boolean failed(CelExpr tree, Program program, CelVariableResolver row) {
    Map<Long, Object> values = new HashMap<>();
    try {
      program.trace(row, (expr, value) -> values.put(expr.id(), value));
      return false;
    } catch (CelEvaluationException e) {
      return CelNavigableExpr.fromExpr(tree)
          .allNodes()
          .map(CelNavigableExpr::expr)
          .filter(expr -> expr.getKind() == Kind.CALL && !values.containsKey(expr.id()))
          .anyMatch(expr -> isOfNull(expr.call(), values));
    }
  }

  private static boolean isOfNull(CelCall call, Map<Long, Object> values) {
    return operands(call).allMatch(operand -> values.containsKey(operand.id()))
        && operands(call).anyMatch(operand -> values.get(operand.id()) == NullValue.NULL_VALUE);
  }

  private static Stream<CelExpr> operands(CelCall call) {
    return Stream.concat(call.target().stream(), call.args().stream());
  }
}
