package io.github.customeriospring.simulator.track;

import java.util.List;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The Track API.
 */
public final class TrackApi {

	private final Workspace workspace;

	private final TrackV1Api first;

	private final TrackV2Api second;

	public TrackApi(Workspace workspace) {
		this.workspace = workspace;
		this.first = new TrackV1Api(workspace);
		this.second = new TrackV2Api(workspace);
	}

	/**
	 * Handle a request to version 2, which carries most of the load, by its complete
	 * path.
	 * @return the response, or {@code null} if the request is for version 1
	 */
	public @Nullable Reply handleOperations(ApiRequest request) {
		if (!request.method().equals("POST")) {
			return null;
		}
		return switch (request.path()) {
			case "/api/v2/batch" -> this.second.batch(request.body());
			case "/api/v2/entity" -> this.second.entity(request.body());
			default -> null;
		};
	}

	/**
	 * Handle any other request.
	 * @param path the segments of the path
	 * @return the response, or {@code null} if there is no such operation
	 */
	public @Nullable Reply handle(ApiRequest request, List<String> path) {
		int size = path.size();
		if (path.get(0).equals("api") && size > 2 && path.get(1).equals("v1")) {
			return this.first.handle(request, path.subList(2, size));
		}
		if (path.get(0).equals("push") && size == 2) {
			return this.first.handle(request, path);
		}
		if (path.get(0).equals("unsubscribe") && size == 2 && request.method().equals("POST")) {
			this.workspace.log().counted();
			return Reply.OK;
		}
		return null;
	}

}
