package dev.eventstore.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableMap;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a parsed expression exact: literals with a point become decimals from their text; {@code
 * ==}, {@code !=} and {@code /} become functions that know decimals; tests for null become a
 * function that takes any type. On the way it finds the operands.
 */
final class Rewriting {
  private static final Pattern LITERAL =
      Pattern.compile("-?\\s*([0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?)");

  private final String text;
  private final Set<String> names;
  private final CelSource source;
  private final CelMutableAst tree;
  private final Map<Long, Integer> positions;
  private final List<Path> paths = new ArrayList<>();
  private boolean testsNull;
  private long nextId = 1_000_000;

  Rewriting(String text, CelAbstractSyntaxTree parsed, Set<String> names) {
    this.text = text;
    this.names = names;
    this.source = parsed.getSource();
    this.positions = source.getPositionsMap();
    this.tree = CelMutableAst.fromCelAst(parsed);
    visit(tree.expr());
  }

  CelAbstractSyntaxTree result() {
    return CelAbstractSyntaxTree.newParsedAst(tree.toParsedAst().getExpr(), source);
  }

  /** The names with what is selected from them. */
  List<Path> paths() {
    return List.copyOf(paths);
  }

  /** Whether the expression itself asks if something is null. */
  boolean testsNull() {
    return testsNull;
  }

  private void visit(CelMutableExpr expr) {
    switch (expr.getKind()) {
      case CONSTANT -> constant(expr);
      case IDENT, SELECT -> select(expr);
      case CALL -> call(expr);
      case LIST -> expr.list().elements().forEach(this::visit);
      case MAP -> expr.map().entries().forEach(this::entry);
      case STRUCT ->
          throw new ExpressionException("messages are not supported; use fields and functions");
      case COMPREHENSION -> comprehension(expr.comprehension());
      case NOT_SET -> {}
    }
  }

  private void entry(CelMutableMap.Entry entry) {
    visit(entry.key());
    visit(entry.value());
  }

  private void comprehension(CelMutableComprehension loop) {
    visit(loop.iterRange());
    visit(loop.accuInit());
    visit(loop.loopCondition());
    visit(loop.loopStep());
    visit(loop.result());
  }

  private void constant(CelMutableExpr expr) {
    if (expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE) {
      CelMutableExpr literal =
          CelMutableExpr.ofConstant(nextId++, CelConstant.ofValue(literal(expr)));
      expr.setCall(CelMutableCall.create(DecimalFunctions.DECIMAL, literal));
    }
  }

  /** The digits as they are written. */
  private String literal(CelMutableExpr expr) {
    Matcher matcher = LITERAL.matcher(text);
    int from = text.offsetByCodePoints(0, positions.getOrDefault(expr.id(), 0));
    double value = expr.constant().doubleValue();
    if (!matcher.find(from) || Math.abs(value) != Double.parseDouble(matcher.group(1))) {
      throw new ExpressionException(
          "a number near column " + (from + 1) + " cannot be read; write it such as 0.5");
    }
    return (value < 0 ? "-" : "") + matcher.group(1);
  }

  private void select(CelMutableExpr expr) {
    Deque<String> fields = new ArrayDeque<>();
    CelMutableExpr at = expr;
    while (at.getKind() == Kind.SELECT) {
      fields.addFirst(at.select().field());
      at = at.select().operand();
    }
    if (at.getKind() == Kind.IDENT) {
      if (names.contains(at.ident().name())) {
        paths.add(new Path(at.ident().name(), List.copyOf(fields)));
      }
    } else {
      visit(at);
    }
    if (expr.getKind() == Kind.SELECT && expr.select().testOnly()) {
      testsNull = true;
      CelMutableSelect tested = expr.select();
      CelMutableExpr plain =
          CelMutableExpr.ofSelect(
              nextId++, CelMutableSelect.create(tested.operand(), tested.field()));
      CelMutableExpr isNull =
          CelMutableExpr.ofCall(nextId++, CelMutableCall.create(DecimalFunctions.IS_NULL, plain));
      expr.setCall(CelMutableCall.create("!_", isNull));
    }
  }

  private void call(CelMutableExpr expr) {
    CelMutableCall call = expr.call();
    call.target().ifPresent(this::visit);
    call.args().forEach(this::visit);
    switch (call.function()) {
      case "_==_" -> compare(expr, DecimalFunctions.EQUAL);
      case "_!=_" -> compare(expr, DecimalFunctions.NOT_EQUAL);
      case "_/_" -> call.setFunction(DecimalFunctions.DIVIDE);
      case "double" ->
          throw new ExpressionException(
              "double is not supported, no value passes through one; use decimal(x)");
      default -> {}
    }
  }

  private void compare(CelMutableExpr expr, String function) {
    CelMutableCall call = expr.call();
    CelMutableExpr left = call.args().get(0);
    CelMutableExpr right = call.args().get(1);
    if (!isNull(left) && !isNull(right)) {
      call.setFunction(function);
      return;
    }
    testsNull = true;
    CelMutableCall test =
        CelMutableCall.create(DecimalFunctions.IS_NULL, isNull(left) ? right : left);
    expr.setCall(
        function.equals(DecimalFunctions.EQUAL)
            ? test
            : CelMutableCall.create("!_", CelMutableExpr.ofCall(nextId++, test)));
  }

  private static boolean isNull(CelMutableExpr expr) {
    return expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }
}
