package io.github.customeriospring.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One page of a list. Cursors are the Base64 of an offset, so that they need encoding in
 * a query and make no sense to a client.
 *
 * @param items what is on the page
 * @param nextOffset where the next page starts, 0 on the last one
 */
public record CursorPage<T>(List<T> items, int nextOffset) {

	private static final Predicate<String> DIGITS = Pattern.compile("\\d{1,9}").asMatchPredicate();

	/**
	 * Cut the page that {@code start} and {@code limit} of the query ask for.
	 * @param defaultLimit how many there are without {@code limit}
	 * @param maxLimit the most that may be asked for
	 * @throws IllegalArgumentException if the limit or the cursor is invalid
	 */
	public static <T> CursorPage<T> of(ApiRequest request, List<T> all, int defaultLimit, int maxLimit) {
		String limitText = request.parameter("limit", Integer.toString(defaultLimit));
		int limit = DIGITS.test(limitText) ? Integer.parseInt(limitText) : 0;
		if (limit < 1 || limit > maxLimit) {
			throw new IllegalArgumentException("limit must be between 1 and " + maxLimit);
		}
		int from = Math.min(offset(request.parameter("start", "")), all.size());
		int to = Math.min(from + limit, all.size());
		return new CursorPage<>(List.copyOf(all.subList(from, to)), (to < all.size()) ? to : 0);
	}

	/**
	 * Cut a page of a list whose last page is empty: there is a cursor behind the last
	 * item too.
	 */
	public static <T> CursorPage<T> ofEndless(ApiRequest request, List<T> all, int defaultLimit, int maxLimit) {
		CursorPage<T> page = of(request, all, defaultLimit, maxLimit);
		return (page.nextOffset == 0 && !page.items.isEmpty()) ? new CursorPage<>(page.items, all.size()) : page;
	}

	/**
	 * Answer with a page and its cursor.
	 * @param name the name of the list
	 */
	public Reply reply(String name) {
		return Reply.json(200, Map.of(name, this.items, "next", next()));
	}

	/**
	 * The cursor of the next page.
	 * @return the cursor, empty on the last page
	 */
	public String next() {
		byte[] bytes = Integer.toString(this.nextOffset).getBytes(StandardCharsets.US_ASCII);
		return (this.nextOffset != 0) ? Base64.getEncoder().encodeToString(bytes) : "";
	}

	private static int offset(String cursor) {
		if (cursor.isEmpty()) {
			return 0;
		}
		String offset = DIGITS.test(cursor) ? cursor : decode(cursor);
		if (!DIGITS.test(offset)) {
			throw new IllegalArgumentException("start is no cursor of this list");
		}
		return Integer.parseInt(offset);
	}

	private static String decode(String cursor) {
		try {
			return new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("start is no cursor of this list", ex);
		}
	}

}
