package io.github.customeriospring.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One page of a list. A cursor is an offset in Base64, so that it must be encoded in a
 * query and is opaque to clients.
 *
 * @param items the items on the page
 * @param nextOffset the offset of the next page, 0 on the last one
 */
public record CursorPage<T>(List<T> items, int nextOffset) {

	private static final Predicate<String> DIGITS = Pattern.compile("\\d{1,9}").asMatchPredicate();

	/**
	 * Create the page that the parameters {@code start} and {@code limit} select.
	 * @param defaultLimit the size of the page without {@code limit}
	 * @param maxLimit the maximum size of the page
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
	 * Create a page of a list whose last page is empty, because there is a cursor after
	 * the last item too.
	 */
	public static <T> CursorPage<T> ofEndless(ApiRequest request, List<T> all, int defaultLimit, int maxLimit) {
		CursorPage<T> page = of(request, all, defaultLimit, maxLimit);
		return (page.nextOffset == 0 && !page.items.isEmpty()) ? new CursorPage<>(page.items, all.size()) : page;
	}

	/**
	 * Return a response with the page and its cursor.
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
			throw new IllegalArgumentException("start is not a cursor of this list");
		}
		return Integer.parseInt(offset);
	}

	private static String decode(String cursor) {
		try {
			return new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("start is not a cursor of this list", ex);
		}
	}

}
