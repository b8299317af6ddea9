package dev.eventstore.meter;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Compiles expressions over the columns at one point of a meter. */
final class RowExpressions {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

  private final Map<String, ExpressionType> names;
  private final boolean areAll;
  private final ExpressionCompiler compiler;

  /**
   * @param names with their types, {@link ExpressionType#DYNAMIC} where a mistake has hidden it
   * @param areAll whether there are no other names
   */
  RowExpressions(Map<String, ExpressionType> names, boolean areAll) {
    this.names = names;
    this.areAll = areAll;
    Map<String, ExpressionType> known = new LinkedHashMap<>(names);
    known.values().removeIf(ExpressionType.DYNAMIC::equals);
    this.compiler = new ExpressionCompiler(known);
  }

  /**
   * @return null where nothing is wrong but that it reads what an earlier mistake has hidden
   * @throws ExpressionException where the text is wrong, whatever is hidden
   */
  Expression compile(String text) {
    try {
      return compiler.compile(text);
    } catch (ExpressionException e) {
      Map<String, ExpressionType> guessed = guessed(text);
      Expression expression = new ExpressionCompiler(guessed).compile(text);
      if (expression.names().stream().map(guessed::get).anyMatch(ExpressionType.DYNAMIC::equals)) {
        return null;
      }
      throw e;
    }
  }

  /** The names, and where there may be others, all words of a text. */
  private Map<String, ExpressionType> guessed(String text) {
    Map<String, ExpressionType> guessed = new LinkedHashMap<>(names);
    if (!areAll) {
      WORD.matcher(text)
          .results()
          .forEach(word -> guessed.putIfAbsent(word.group(), ExpressionType.DYNAMIC));
    }
    return guessed;
  }
}
