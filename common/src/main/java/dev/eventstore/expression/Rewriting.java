package dev.eventstore.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableIdent;
import dev.cel.common.ast.CelMutableExpr.CelMutableMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a parsed expression exact, and safe of what is not there: literals with a point become
 * decimals from their text; {@code ==}, {@code !=}, {@code /} and {@code in} become functions that
 * know decimals; fields are taken by a function that gives null where there is none, and tests for
 * null become a function that takes any type. On the way it finds the operands.
 */
final class Rewriting {
  private static final Set<String> OF_NUMBERS_AND_TEXTS =
      Set.of("_+_", "_<_", "_<=_", "_>_", "_>=_");

  /** Their first operands, as many as are told here, are booleans. */
  private static final Map<String, Integer> OF_BOOLEANS =
      Map.of("_?_:_", 1, "!_", 1, "_&&_", 2, "_||_", 2);

  /** Their second operand is a place among digits or items, an integer wherever it is constant. */
  private static final Set<String> OF_PLACES = Set.of("round", "floor", "ceil", "_[_]");

  private final Map<String, ExpressionType> names;
  private final boolean wide;
  private final CelSource source;
  private final CelMutableAst tree;
  private final Literals literals;
  private final List<Path> paths = new ArrayList<>();
  private final Set<String> locals = new HashSet<>();
  private boolean testsNull;
  private long nextId = 1_000_000;

  /**
   * @param wide whether integers are decimals, so that they have no bounds
   */
  Rewriting(
      String text, CelAbstractSyntaxTree parsed, Map<String, ExpressionType> names, boolean wide) {
    this.names = names;
    this.wide = wide;
    this.source = parsed.getSource();
    this.literals = new Literals(text, source.getPositionsMap());
    this.tree = CelMutableAst.fromCelAst(parsed);
    visit(tree.expr());
  }

  CelAbstractSyntaxTree result() {
    return CelAbstractSyntaxTree.newParsedAst(tree.toParsedAst().getExpr(), source);
  }

  /**
   * Rewrites more, by what a check says of the {@link #result}.
   *
   * @return whether it did, so that the result is another
   */
  boolean joinNumbers(List<CelIssue> issues) {
    return NumberTypes.join(tree, issues);
  }

  /** The names with what is taken from them. */
  List<Path> paths() {
    return List.copyOf(paths);
  }

  /** Whether the expression itself asks if something is null. */
  boolean testsNull() {
    return testsNull;
  }

  private void visit(CelMutableExpr expr) {
    Access access = Access.of(expr);
    if (!access.steps().isEmpty() || expr.getKind() == Kind.IDENT) {
      access(expr, access);
      return;
    }
    switch (expr.getKind()) {
      case CONSTANT -> constant(expr);
      case CALL -> call(expr);
      case LIST -> expr.list().elements().forEach(this::visit);
      case MAP -> expr.map().entries().forEach(this::entry);
      case STRUCT ->
          throw new ExpressionException("messages are not supported; use fields and functions");
      case COMPREHENSION -> comprehension(expr.comprehension());
      default -> {}
    }
  }

  private void entry(CelMutableMap.Entry entry) {
    visit(entry.key());
    visit(entry.value());
  }

  private void comprehension(CelMutableComprehension loop) {
    visit(loop.iterRange());
    locals.add(loop.iterVar());
    locals.add(loop.accuVar());
    visit(loop.accuInit());
    visit(loop.loopCondition());
    visit(loop.loopStep());
    visit(loop.result());
  }

  private void constant(CelMutableExpr expr) {
    boolean isInteger = isInteger(expr);
    if (expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE || isInteger && wide) {
      String digits =
          isInteger ? String.valueOf(expr.constant().int64Value()) : literals.digits(expr);
      CelMutableExpr literal = constant(digits);
      expr.setCall(CelMutableCall.create(DecimalFunctions.DECIMAL, literal));
    }
  }

  private void access(CelMutableExpr expr, Access access) {
    if (access.name().isEmpty()) {
      visit(access.root());
      take(expr, access, 0);
      return;
    }
    String name = access.name().get();
    int columnSteps = columnSteps(name, access.fields());
    if (columnSteps > 0) {
      name = name + "." + String.join(".", access.fields().subList(0, columnSteps));
    } else if (names.get(name) == ExpressionType.OBJECT && !access.steps().isEmpty()) {
      throw new ExpressionException(
          "unknown name '"
              + name
              + "."
              + access.fields().get(0)
              + "'; known are "
              + String.join(", ", names.keySet()));
    }
    if (names.containsKey(name)) {
      List<String> fields = access.fields();
      paths.add(new Path(name, List.copyOf(fields.subList(columnSteps, fields.size()))));
    }
    if (names.containsKey(name) || locals.contains(name)) {
      boolean isTest = isTest(expr);
      if (columnSteps > 0) {
        access.steps().get(columnSteps - 1).setIdent(CelMutableIdent.create(name));
      }
      if (isTest && columnSteps == access.steps().size()) {
        test(expr, CelMutableExpr.ofIdent(nextId++, name));
      } else {
        take(expr, access, columnSteps);
      }
    }
  }

  /** How many fields belong to the name of a column, such as that of {@code plan.tier}. */
  private int columnSteps(String name, List<String> fields) {
    for (int steps = fields.size(); steps > 0; steps--) {
      if (names.containsKey(name + "." + String.join(".", fields.subList(0, steps)))) {
        return steps;
      }
    }
    return 0;
  }

  /** Takes fields by the function that gives null where there is none. */
  private void take(CelMutableExpr expr, Access access, int from) {
    ExpressionType type = access.name().map(names::get).orElse(ExpressionType.DYNAMIC);
    boolean isAny = type == ExpressionType.DYNAMIC;
    for (int i = from; i < access.steps().size(); i++) {
      CelMutableExpr step = access.steps().get(i);
      CelMutableCall get =
          CelMutableCall.create(
              isAny ? RecordFunctions.GET_ANY : RecordFunctions.GET,
              Access.operand(step),
              constant(access.fields().get(i)));
      if (step == expr && isTest(expr)) {
        test(expr, CelMutableExpr.ofCall(nextId++, get));
      } else {
        step.setCall(get);
      }
    }
  }

  private static boolean isTest(CelMutableExpr expr) {
    return expr.getKind() == Kind.SELECT && expr.select().testOnly();
  }

  private void test(CelMutableExpr expr, CelMutableExpr tested) {
    testsNull = true;
    CelMutableCall isNull = CelMutableCall.create(RecordFunctions.IS_NULL, tested);
    expr.setCall(CelMutableCall.create("!_", CelMutableExpr.ofCall(nextId++, isNull)));
  }

  private void call(CelMutableExpr expr) {
    CelMutableCall call = expr.call();
    List<CelMutableExpr> args = call.args();
    boolean areFromRecord =
        OF_NUMBERS_AND_TEXTS.contains(call.function())
            && args.stream().allMatch(this::isFromRecord);
    boolean isOneFromRecord = args.stream().anyMatch(this::isFromRecord);
    List<Integer> conditions =
        IntStream.range(0, OF_BOOLEANS.getOrDefault(call.function(), 0))
            .filter(i -> isFromRecord(args.get(i)))
            .boxed()
            .toList();
    call.target().ifPresent(this::visit);
    boolean hasPlace = OF_PLACES.contains(call.function());
    for (int i = 0; i < args.size(); i++) {
      boolean isPlace = hasPlace && i == 1 && isInteger(args.get(i));
      if (!isPlace) {
        visit(args.get(i));
      }
    }
    for (int i : conditions) {
      CelMutableCall said = CelMutableCall.create(RecordFunctions.BOOLEAN, call.args().get(i));
      call.setArg(i, CelMutableExpr.ofCall(nextId++, said));
    }
    switch (call.function()) {
      case "_==_" -> compare(expr, isOneFromRecord, true);
      case "_!=_" -> compare(expr, isOneFromRecord, false);
      case "_/_" -> call.setFunction(DecimalFunctions.DIVIDE);
      case "_[_]" -> index(call);
      case "@in" -> in(call);
      case "_?_:_" -> choice(call);
      case "double" ->
          throw new ExpressionException(
              "double is not supported, no value passes through one; use decimal(x)");
      default -> {}
    }
    if (areFromRecord) {
      CelMutableExpr left = numberBeside(args.get(0), args.get(1));
      CelMutableExpr right = numberBeside(args.get(1), args.get(0));
      expr.setCall(CelMutableCall.create(call.function(), left, right));
    }
  }

  /** Null is a value of every type, whichever side it is on. */
  private void choice(CelMutableCall call) {
    for (int side = 1; side <= 2; side++) {
      if (isNull(call.args().get(side))) {
        CelMutableCall nothing = CelMutableCall.create(RecordFunctions.NOTHING);
        call.setArg(side, CelMutableExpr.ofCall(nextId++, nothing));
      }
    }
  }

  /** Whether a map has an entry asks whether the entry is null. */
  private void in(CelMutableCall call) {
    testsNull |=
        call.args().get(0).getKind() == Kind.CONSTANT && call.args().get(1).getKind() != Kind.LIST;
    call.setFunction(RecordFunctions.IN);
  }

  /** A computed key of a map; that of a record may be a place in a list. */
  private void index(CelMutableCall call) {
    CelMutableExpr of = call.args().get(0);
    if (of.getKind() == Kind.IDENT && names.get(of.ident().name()) == ExpressionType.STRINGS) {
      call.setFunction(RecordFunctions.GET);
    } else if (isFromRecord(of)
        || of.getKind() == Kind.CALL && of.call().function().equals(RecordFunctions.GET_ANY)) {
      call.setFunction(RecordFunctions.GET_ANY);
    }
  }

  /** Whether a value comes straight from a record, so that text may mean a number. */
  private boolean isFromRecord(CelMutableExpr expr) {
    return Access.of(expr)
        .name()
        .filter(
            name ->
                names.get(name) == ExpressionType.DYNAMIC
                    || locals.contains(name) && names.containsValue(ExpressionType.DYNAMIC))
        .isPresent();
  }

  private CelMutableExpr numberBeside(CelMutableExpr one, CelMutableExpr other) {
    return CelMutableExpr.ofCall(
        nextId++,
        CelMutableCall.create(
            RecordFunctions.NUMBER,
            CelMutableExpr.newInstance(one),
            CelMutableExpr.newInstance(other)));
  }

  private void compare(CelMutableExpr expr, boolean isOneFromRecord, boolean asEqual) {
    CelMutableCall call = expr.call();
    CelMutableExpr left = call.args().get(0);
    CelMutableExpr right = call.args().get(1);
    CelMutableCall compared;
    if (isNull(left) || isNull(right)) {
      testsNull = true;
      compared = CelMutableCall.create(RecordFunctions.IS_NULL, isNull(left) ? right : left);
    } else if (isOneFromRecord) {
      compared = CelMutableCall.create(RecordFunctions.EQUAL_ANY, left, right);
    } else {
      call.setFunction(asEqual ? DecimalFunctions.EQUAL : DecimalFunctions.NOT_EQUAL);
      return;
    }
    expr.setCall(
        asEqual
            ? compared
            : CelMutableCall.create("!_", CelMutableExpr.ofCall(nextId++, compared)));
  }

  private CelMutableExpr constant(String text) {
    return CelMutableExpr.ofConstant(nextId++, CelConstant.ofValue(text));
  }

  private static boolean isInteger(CelMutableExpr expr) {
    return expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE;
  }

  private static boolean isNull(CelMutableExpr expr) {
    return expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }
}
