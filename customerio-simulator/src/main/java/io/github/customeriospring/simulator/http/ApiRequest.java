package io.github.customeriospring.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * A complete request.
 *
 * @param path the path, not decoded
 * @param query the query, not decoded, or an empty string
 */
public record ApiRequest(String method, String path, String query, HttpHeaders headers, byte[] body) {

	public static ApiRequest of(String method, String uri, HttpHeaders headers, byte[] body) {
		int mark = uri.indexOf('?');
		return (mark < 0) ? new ApiRequest(method, uri, "", headers, body)
				: new ApiRequest(method, uri.substring(0, mark), uri.substring(mark + 1), headers, body);
	}

	public String uri() {
		return this.query.isEmpty() ? this.path : this.path + "?" + this.query;
	}

	/**
	 * Split the path and then decode its segments, so that an encoded slash does not
	 * split a segment.
	 * @return the segments, starting after the leading slash
	 * @throws IllegalArgumentException if a segment is not properly encoded
	 */
	public String[] segments() {
		String[] segments = this.path.substring(1).split("/", -1);
		for (int i = 0; i < segments.length; i++) {
			segments[i] = decode(segments[i].replace("+", "%2B"));
		}
		return segments;
	}

	/**
	 * Return a parameter of the query.
	 * @return the value, or the fallback if it is missing
	 */
	public String parameter(String name, String fallback) {
		for (String pair : this.query.split("&")) {
			if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
				return decode(pair.substring(name.length() + 1));
			}
		}
		return fallback;
	}

	private static String decode(String value) {
		if (value.indexOf('%') < 0 && value.indexOf('+') < 0) {
			return value;
		}
		try {
			return URLDecoder.decode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("path or query is not properly encoded", ex);
		}
	}

}
