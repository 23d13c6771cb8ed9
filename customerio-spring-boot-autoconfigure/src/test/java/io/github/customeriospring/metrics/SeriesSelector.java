package io.github.customeriospring.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a query in PromQL wants of one metric. Reads no more of the language than the
 * project's queries use: what they group by stands before the parentheses.
 *
 * @param name the name of the metric
 * @param groupedBy the labels that the result keeps, empty where nothing is grouped
 * @param matchers the values wanted, by label
 */
record SeriesSelector(String name, Set<String> groupedBy, Map<String, String> matchers) {

	private static final Pattern TOKEN = Pattern.compile("\\bby\\s*\\((?<by>[^)]*)\\)" // grouping
			+ "|\\[[^]]*]" // range
			+ "|\\b(?<name>[a-z_][a-z0-9_]*)\\b(?<function>(?=\\s*\\(|\\s+by\\b))?(\\{(?<matchers>[^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");

	private static final Set<String> OPERATORS = Set.of("and", "or", "unless");

	static List<SeriesSelector> of(String query) {
		List<SeriesSelector> selectors = new ArrayList<>();
		Set<String> groupedBy = Set.of();
		Matcher token = TOKEN.matcher(query);
		while (token.find()) {
			String name = token.group("name");
			if (token.group("by") != null) {
				groupedBy = Stream.of(token.group("by").split(",")).map(String::trim).collect(Collectors.toSet());
			}
			else if (name != null && token.group("function") == null && !OPERATORS.contains(name)) {
				selectors.add(new SeriesSelector(name, groupedBy, matchers(token.group("matchers"))));
				groupedBy = Set.of();
			}
		}
		return selectors;
	}

	/** Returns the values by label of {@code a="1",b="2"}, none for {@code null}. */
	static Map<String, String> matchers(String text) {
		Map<String, String> matchers = new HashMap<>();
		if (text != null) {
			MATCHER.matcher(text).results().forEach((label) -> matchers.put(label.group(1), label.group(2)));
		}
		return matchers;
	}

}
