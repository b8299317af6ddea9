package dev.eventstore.expression;

import com.google.common.base.Suppliers;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntime.Program;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compiles CEL with exact decimals against the names and types that a place offers (contract 2).
 *
 * <p>What differs from plain CEL: literals with a point or an exponent are decimals; {@code + - *}
 * and comparisons work between {@code decimal} and {@code integer}, and so do {@code ?:} and {@code
 * in}; {@code /} always gives a decimal, of 38 significant digits, half-even; there is no {@code
 * double}; integers have no bounds. What is missing in a map is null. Names that are not known
 * before it runs are {@link ExpressionType#DYNAMIC}; numeric text counts as a number there. A name
 * may have points in it, as that of a looked-up column {@code plan.tier}.
 */
public final class ExpressionCompiler {
  private static final CelOptions OPTIONS =
      CelOptions.current().maxParseRecursionDepth(100).build();

  private final Map<String, ExpressionType> names;
  private final boolean wide;
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  public ExpressionCompiler(Map<String, ExpressionType> names) {
    this(names, false);
  }

  /**
   * @param wide whether integers are decimals, so that they have no bounds
   */
  private ExpressionCompiler(Map<String, ExpressionType> names, boolean wide) {
    this.names = new LinkedHashMap<>(names);
    this.wide = wide;
    Functions functions = new Functions();
    DecimalFunctions.addTo(functions, names.containsValue(ExpressionType.DYNAMIC));
    RecordFunctions.addTo(functions);
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addFunctionDeclarations(functions.declarations());
    names.forEach((name, type) -> builder.addVar(name, CelTypes.of(type)));
    compiler = builder.build();
    runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(functions.bindings())
            .build();
  }

  /**
   * @throws ExpressionException where the text does not parse or type-check
   */
  public Expression compile(String text) {
    String trimmed = text.strip();
    if (names.containsKey(trimmed) && names.get(trimmed) != ExpressionType.OBJECT) {
      return new NameExpression(trimmed, names.get(trimmed));
    }
    Rewriting rewriting = rewrite(text);
    CelAbstractSyntaxTree checked = check(text, rewriting);
    return new CelExpression(
        resultType(checked.getResultType()),
        checked.getExpr(),
        rewriting,
        program(checked, text),
        wide(text));
  }

  private Rewriting rewrite(String text) {
    return new Rewriting(text, tree(compiler.parse(text), text), names, wide);
  }

  private CelAbstractSyntaxTree check(String text, Rewriting rewriting) {
    CelValidationResult result = compiler.check(rewriting.result());
    while (result.hasError() && rewriting.joinNumbers(result.getErrors())) {
      result = compiler.check(rewriting.result());
    }
    return tree(result, text);
  }

  private Program program(CelAbstractSyntaxTree checked, String text) {
    try {
      return runtime.createProgram(checked);
    } catch (CelEvaluationException e) {
      throw new ExpressionException(CompileMessages.of(e.getMessage(), text, names.keySet()));
    }
  }

  /**
   * The same expression over integers without bounds, for when they grow beyond 64 bits: then it is
   * compiled. Empty where it needs small ones.
   */
  private Supplier<Optional<Program>> wide(String text) {
    return Suppliers.memoize(
        () -> {
          Map<String, ExpressionType> decimals = new LinkedHashMap<>(names);
          decimals.replaceAll(
              (name, type) -> type == ExpressionType.INTEGER ? ExpressionType.DECIMAL : type);
          try {
            ExpressionCompiler other = new ExpressionCompiler(decimals, true);
            return Optional.of(other.program(other.check(text, other.rewrite(text)), text));
          } catch (ExpressionException e) {
            return Optional.empty();
          }
        });
  }

  private CelAbstractSyntaxTree tree(CelValidationResult result, String text) {
    if (result.hasError()) {
      throw new ExpressionException(CompileMessages.of(result.getErrors(), text, names.keySet()));
    }
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new ExpressionException(CompileMessages.of(e.getErrors(), text, names.keySet()));
    }
  }

  private static ExpressionType resultType(CelType type) {
    if (type.kind() == CelKind.DURATION) {
      throw new ExpressionException(
          "the result is a duration; take its length, such as (a - b).getSeconds()");
    }
    if (type.kind() == CelKind.TYPE) {
      throw new ExpressionException(
          "the result is the name of a type; name a value, such as record.bytes");
    }
    if (type.equals(CelTypes.of(ExpressionType.OBJECT))) {
      throw new ExpressionException(
          "the result is all that was looked up; name a column of it, such as plan.tier");
    }
    if (type.kind() == CelKind.MAP && CelTypes.of(type).isEmpty()) {
      throw new ExpressionException(
          "the result is a map whose entries are not known to be text; make each of them text, such"
              + " as string(record.tier)");
    }
    return CelTypes.of(type)
        .orElseThrow(
            () ->
                new ExpressionException(
                    "the result is of type "
                        + type.name()
                        + "; make it a string, integer, decimal, boolean, timestamp or strings"));
  }
}
