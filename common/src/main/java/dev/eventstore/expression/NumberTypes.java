package dev.eventstore.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Lets integers stand beside decimals where CEL wants one type: both sides of {@code c ? 0 : 1.5}
 * become decimals, and in {@code x in [1, 2]} the type of what is looked for is left open.
 */
final class NumberTypes {
  private static final String CHOICE = "_?_:_";
  private static final Pattern MIXED_CHOICE =
      mixed("_\\?_:_", "(bool|dyn), (int, decimal|decimal, int)");
  private static final Pattern MIXED_LIST =
      mixed(RecordFunctions.IN, "int, list\\(decimal\\)|decimal, list\\(int\\)");

  private NumberTypes() {}

  private static Pattern mixed(String function, String types) {
    return Pattern.compile(
        "found no matching overload for '" + function + "' applied to '\\((" + types + ")\\)'.*",
        Pattern.DOTALL);
  }

  /**
   * Joins those types of numbers that a check says do not fit together.
   *
   * @return whether there were any, so that it is worth to check again
   */
  static boolean join(CelMutableAst tree, List<CelIssue> issues) {
    boolean joined = false;
    for (CelIssue issue : issues) {
      if (MIXED_CHOICE.matcher(issue.getMessage()).matches()) {
        convert(tree, issue.getExprId(), DecimalFunctions.DECIMAL, 1, 2);
        joined = true;
      } else if (MIXED_LIST.matcher(issue.getMessage()).matches()) {
        convert(tree, issue.getExprId(), "dyn", 0);
        joined = true;
      }
    }
    return joined;
  }

  private static void convert(CelMutableAst tree, long id, String function, int... arguments) {
    CelNavigableMutableExpr root = CelNavigableMutableAst.fromAst(tree).getRoot();
    CelMutableCall call =
        root.allNodes().filter(node -> node.id() == id).findFirst().orElseThrow().expr().call();
    AtomicLong ids = new AtomicLong(root.maxId());
    for (int argument : arguments) {
      convert(call, argument, function, ids);
    }
  }

  /** Of a choice both sides, of which one may be null. */
  private static void convert(CelMutableCall call, int argument, String function, AtomicLong ids) {
    CelMutableExpr side = call.args().get(argument);
    if (isCall(side, CHOICE)) {
      convert(side.call(), 1, function, ids);
      convert(side.call(), 2, function, ids);
    } else if (!isCall(side, RecordFunctions.NOTHING)) {
      CelMutableCall converted = CelMutableCall.create(function, side);
      call.setArg(argument, CelMutableExpr.ofCall(ids.incrementAndGet(), converted));
    }
  }

  private static boolean isCall(CelMutableExpr expr, String function) {
    return expr.getKind() == Kind.CALL && expr.call().function().equals(function);
  }
}
