package io.github.customeriospring.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * The most recent requests in a compact form. {@link RecordedRequest}s are created on
 * demand.
 */
final class RequestLog {

	// the maximum size of all bodies together; beyond it, the oldest requests are dropped
	static final long MAX_BODY_BYTES = 64 * 1024 * 1024;

	private static final int MAX_SHARED_STRINGS = 1024;

	private final int capacity;

	private final Map<String, String> lowerCase = new ConcurrentHashMap<>();

	// guards 'entries' and 'bodyBytes'
	private final Object lock = new Object();

	private final Deque<Entry> entries = new ArrayDeque<>();

	private long bodyBytes;

	RequestLog(int capacity) {
		if (capacity < 0) {
			throw new IllegalArgumentException("'recordedRequests' must not be negative, was " + capacity);
		}
		this.capacity = capacity;
	}

	void add(ApiRequest request, long arrivalNanos, int status) {
		if (this.capacity == 0) {
			return;
		}
		Entry entry = entry(request, arrivalNanos, status);
		synchronized (this.lock) {
			this.entries.add(entry);
			this.bodyBytes += entry.body.length;
			while (this.entries.size() > this.capacity
					|| (this.bodyBytes > MAX_BODY_BYTES && this.entries.size() > 1)) {
				this.bodyBytes -= this.entries.remove().body.length;
			}
		}
	}

	/**
	 * Describe a request before the decision on it.
	 */
	RecordedRequest describe(ApiRequest request, long arrivalNanos) {
		return entry(request, arrivalNanos, 0).toRecordedRequest();
	}

	private Entry entry(ApiRequest request, long arrivalNanos, int status) {
		return new Entry(request.method(), request.path(), request.query(), flatten(request.headers()), request.body(),
				arrivalNanos, status);
	}

	List<RecordedRequest> snapshot() {
		List<Entry> copy;
		synchronized (this.lock) {
			copy = new ArrayList<>(this.entries);
		}
		return copy.stream().map(Entry::toRecordedRequest).toList();
	}

	void clear() {
		synchronized (this.lock) {
			this.entries.clear();
			this.bodyBytes = 0;
		}
	}

	private String[] flatten(HttpHeaders headers) {
		String[] flat = new String[headers.size() * 2];
		int i = 0;
		for (Map.Entry<String, String> header : headers) {
			String name = shared(header.getKey());
			flat[i++] = name;
			flat[i++] = "authorization".equals(name) ? RecordedRequest.REDACTED : header.getValue();
		}
		return flat;
	}

	private String shared(String name) {
		String shared = this.lowerCase.get(name);
		if (shared == null) {
			shared = name.toLowerCase(Locale.ROOT);
			if (this.lowerCase.size() < MAX_SHARED_STRINGS) {
				this.lowerCase.put(name, shared);
			}
		}
		return shared;
	}

	private record Entry(String method, String path, String query, String[] headers, byte[] body, long arrivalNanos,
			int status) {

		RecordedRequest toRecordedRequest() {
			Map<String, String> headers = new LinkedHashMap<>();
			for (int i = 0; i < this.headers.length; i += 2) {
				headers.merge(this.headers[i], this.headers[i + 1], (first, second) -> first + ", " + second);
			}
			return new RecordedRequest(this.method, this.path, this.query, Collections.unmodifiableMap(headers),
					new String(this.body, StandardCharsets.UTF_8), this.arrivalNanos, this.status);
		}

	}

}
