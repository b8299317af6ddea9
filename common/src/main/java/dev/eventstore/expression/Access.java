package dev.eventstore.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A chain of fields that are taken from something, as {@code a.b.c}, {@code a["b"].c} or {@code
 * has(a.b)}.
 *
 * @param root what the first field is taken from
 * @param steps the expressions that take one field each, the innermost first
 * @param fields their fields
 */
record Access(CelMutableExpr root, List<CelMutableExpr> steps, List<String> fields) {

  /** The chain an expression is; without steps where it takes no field. */
  static Access of(CelMutableExpr expr) {
    Deque<CelMutableExpr> steps = new ArrayDeque<>();
    Deque<String> fields = new ArrayDeque<>();
    CelMutableExpr at = expr;
    for (Optional<String> field = field(at); field.isPresent(); field = field(at)) {
      steps.addFirst(at);
      fields.addFirst(field.get());
      at = operand(at);
    }
    return new Access(at, new ArrayList<>(steps), new ArrayList<>(fields));
  }

  /** The name it begins with, if it does. */
  Optional<String> name() {
    return root.getKind() == Kind.IDENT ? Optional.of(root.ident().name()) : Optional.empty();
  }

  /** What an expression takes a field from. */
  static CelMutableExpr operand(CelMutableExpr expr) {
    return expr.getKind() == Kind.SELECT ? expr.select().operand() : expr.call().args().get(0);
  }

  private static Optional<String> field(CelMutableExpr expr) {
    if (expr.getKind() == Kind.SELECT) {
      return Optional.of(expr.select().field());
    }
    if (expr.getKind() != Kind.CALL || !expr.call().function().equals("_[_]")) {
      return Optional.empty();
    }
    CelMutableExpr index = expr.call().args().get(1);
    return index.getKind() == Kind.CONSTANT
            && index.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(index.constant().stringValue())
        : Optional.empty();
  }
}
