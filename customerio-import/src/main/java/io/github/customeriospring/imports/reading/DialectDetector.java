package io.github.customeriospring.imports.reading;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the separator in the first lines of a file.
 */
final class DialectDetector {

	private static final String SEPARATORS = ",;\t|";

	private static final Pattern NAMED = Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);

	private static final int LINES = 100;

	private DialectDetector() {
	}

	/**
	 * Detect the separator.
	 * @param texts the first lines
	 * @param given what the user says it is, or {@code null}
	 * @throws InputException if it cannot be told
	 */
	static Dialect detect(String[] texts, @Nullable Character given) {
		List<String> lines = List.of(texts);
		Matcher name = NAMED.matcher(lines.isEmpty() ? "" : lines.get(0).strip());
		// Excel writes a tab as it is, and strip() would take it away
		boolean named = name.matches() || (!lines.isEmpty() && lines.get(0).startsWith("sep=\t"));
		List<String> rest = lines.stream().skip(named ? 1 : 0).filter((line) -> !line.isBlank()).limit(LINES).toList();
		String header = rest.isEmpty() ? "" : rest.get(0);
		char separator = (given != null) ? given
				: named ? (name.matches() ? name.group(1).charAt(0) : '\t') : separator(header, rest);
		return new Dialect(separator, isSpaced(header, separator), named);
	}

	private static char separator(String header, List<String> lines) {
		char best = ',';
		double bestShare = 0;
		int bestCount = 0;
		boolean tie = false;
		for (char candidate : SEPARATORS.toCharArray()) {
			int count = count(header, candidate);
			if (count == 0) {
				continue;
			}
			double share = lines.stream().filter((line) -> count(line, candidate) == count).count()
					/ (double) lines.size();
			if (share > bestShare || (share == bestShare && count > bestCount)) {
				best = candidate;
				bestShare = share;
				bestCount = count;
				tie = false;
			}
			else {
				tie |= share == bestShare && count == bestCount;
			}
		}
		if (tie) {
			throw new InputException("The header could be separated in two ways: say which with --separator=comma, "
					+ "semicolon, tab or pipe", true);
		}
		return best;
	}

	private static int count(String line, char separator) {
		int count = 0;
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			char character = line.charAt(i);
			quoted ^= character == '"';
			count += (character == separator && !quoted) ? 1 : 0;
		}
		return count;
	}

	/** In the header, where no value can be meant to start with a blank. */
	private static boolean isSpaced(String header, char separator) {
		int count = count(header, separator);
		return separator != '\t' && count > 0
				&& count == count(header.replace(separator + " ", String.valueOf((char) 0)), (char) 0);
	}

}
