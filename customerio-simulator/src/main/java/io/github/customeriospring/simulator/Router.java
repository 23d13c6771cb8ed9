package io.github.customeriospring.simulator;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Finds who answers a request that was let in.
 */
final class Router {

	private final Workspace workspace;

	private final TrackV1Api trackV1;

	private final TrackV2Api trackV2;

	private final SendApi send;

	private final BroadcastApi broadcasts;

	private final AppApi app;

	Router(Workspace workspace, Fixtures fixtures, InstantSource clock, Supplier<String> baseUrl) {
		this.workspace = workspace;
		this.trackV1 = new TrackV1Api(workspace);
		this.trackV2 = new TrackV2Api(workspace);
		this.send = new SendApi(workspace, clock);
		this.broadcasts = new BroadcastApi(fixtures, clock);
		this.app = new AppApi(workspace, fixtures, clock, baseUrl);
	}

	Reply handle(ApiRequest request) {
		if (request.method().equals("POST")) {
			// the two that carry the load
			if (request.path().equals("/api/v2/batch")) {
				return this.trackV2.batch(request.body());
			}
			if (request.path().equals("/api/v2/entity")) {
				return this.trackV2.entity(request.body());
			}
		}
		try {
			Reply reply = route(request, Arrays.asList(request.segments()));
			return (reply != null) ? reply : Reply.appError(404, "not found");
		}
		catch (IllegalArgumentException ex) {
			return Reply.appError(400, String.valueOf(ex.getMessage()));
		}
	}

	private @Nullable Reply route(ApiRequest request, List<String> path) {
		int size = path.size();
		if (path.get(0).equals("api") && size > 2 && path.get(1).equals("v1")) {
			return this.trackV1.handle(request, path.subList(2, size));
		}
		if (path.get(0).equals("push") && size == 2) {
			return this.trackV1.handle(request, path);
		}
		if (path.get(0).equals("unsubscribe") && size == 2 && request.method().equals("POST")) {
			this.workspace.count();
			return Reply.OK;
		}
		if (isStorage(request)) {
			return this.app.download(request, path.subList(1, size));
		}
		if (!path.get(0).equals("v1") || size < 2) {
			return null;
		}
		if (path.get(1).equals("send")) {
			return (size == 3) ? this.send.handle(request, path.get(2)) : null;
		}
		if (path.get(1).equals("campaigns") && size > 3 && path.get(3).equals("triggers")) {
			return this.broadcasts.handle(request, path.get(2), path.subList(4, size));
		}
		if (path.get(1).equals("broadcasts") && size == 4 && path.get(3).equals("triggers")) {
			return this.broadcasts.list(request, path.get(2));
		}
		return this.app.handle(request, path.subList(1, size));
	}

	/**
	 * Whether a request goes to the storage that keeps exports, which is no part of the
	 * APIs and knows neither their credentials nor their limits.
	 */
	static boolean isStorage(ApiRequest request) {
		return request.path().startsWith("/exports/");
	}

	void reset() {
		this.broadcasts.reset();
		this.app.reset();
	}

}
