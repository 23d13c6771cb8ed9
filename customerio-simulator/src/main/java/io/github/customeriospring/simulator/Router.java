package io.github.customeriospring.simulator;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.github.customeriospring.simulator.app.AppApi;
import io.github.customeriospring.simulator.fixtures.FixtureStore;
import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.messages.BroadcastApi;
import io.github.customeriospring.simulator.messages.SendApi;
import io.github.customeriospring.simulator.track.TrackApi;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Routes an accepted request to the API that handles it.
 */
final class Router {

	private final TrackApi track;

	private final SendApi send;

	private final BroadcastApi broadcasts;

	private final AppApi app;

	Router(Workspace workspace, FixtureStore fixtures, InstantSource clock, Supplier<String> baseUrl) {
		this.track = new TrackApi(workspace);
		this.send = new SendApi(workspace, clock);
		this.broadcasts = new BroadcastApi(workspace, fixtures, clock);
		this.app = new AppApi(workspace, fixtures, clock, baseUrl);
	}

	Reply handle(ApiRequest request) {
		Reply operations = this.track.handleOperations(request);
		if (operations != null) {
			return operations;
		}
		try {
			Reply reply = route(request, Arrays.asList(request.segments()));
			return (reply != null) ? reply : Reply.UNKNOWN_PATH;
		}
		catch (IllegalArgumentException ex) {
			return Reply.appError(400, String.valueOf(ex.getMessage()));
		}
	}

	private @Nullable Reply route(ApiRequest request, List<String> path) {
		int size = path.size();
		if (isStorage(request)) {
			return this.app.download(request, path.subList(1, size));
		}
		if (!path.get(0).equals("v1") || size < 2) {
			return this.track.handle(request, path);
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
	 * Whether a request goes to the storage for exports. The storage is not part of the
	 * APIs and has neither their credentials nor their rate limits.
	 */
	static boolean isStorage(ApiRequest request) {
		return request.path().startsWith("/exports/");
	}

	void reset() {
		this.broadcasts.reset();
		this.app.reset();
	}

}
