package dev.eventstore.expression;

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
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiles CEL with exact decimals against the names and types that a place offers (contract 2).
 *
 * <p>What differs from plain CEL: literals with a point or an exponent are decimals; {@code + - *}
 * and comparisons work between {@code decimal} and {@code integer}; {@code /} always gives a
 * decimal, of 38 significant digits, half-even; there is no {@code double}. Names that are not
 * known before it runs are {@link ExpressionType#DYNAMIC}; what is missing there is null, and
 * numeric text counts as a number.
 */
public final class ExpressionCompiler {
  private static final CelOptions OPTIONS =
      CelOptions.current().maxParseRecursionDepth(100).build();

  private final Map<String, ExpressionType> names;
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  public ExpressionCompiler(Map<String, ExpressionType> names) {
    this.names = new LinkedHashMap<>(names);
    DecimalFunctions functions = new DecimalFunctions(names.containsValue(ExpressionType.DYNAMIC));
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
    if (names.containsKey(trimmed)) {
      return new NameExpression(trimmed, names.get(trimmed));
    }
    CelAbstractSyntaxTree parsed = tree(compiler.parse(text), text);
    Rewriting rewriting = new Rewriting(text, parsed, names.keySet());
    CelAbstractSyntaxTree checked = tree(compiler.check(rewriting.result()), text);
    try {
      return new CelExpression(
          resultType(checked.getResultType()),
          rewriting.paths(),
          rewriting.testsNull(),
          runtime.createProgram(checked));
    } catch (CelEvaluationException e) {
      throw new ExpressionException(CompileMessages.of(e.getMessage(), text, names.keySet()));
    }
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
    return CelTypes.of(type)
        .orElseThrow(
            () ->
                new ExpressionException(
                    "the result is of type "
                        + type.name()
                        + "; make it a string, integer, decimal, boolean, timestamp or strings"));
  }
}
