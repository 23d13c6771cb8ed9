package io.github.customeriospring;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on loopback that says byte by byte what no HTTP server would.
 */
public final class RawServer implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ServerSocket server;

	private final Script script;

	private RawServer(Script script) {
		this.script = script;
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		run(this::accept);
	}

	/**
	 * Start a server.
	 * @param script what it does with each connection
	 */
	public static RawServer start(Script script) {
		return new RawServer(script);
	}

	/**
	 * Start a server that gives each request the same answer.
	 * @param answer status line, headers and body
	 */
	public static RawServer answering(String answer) {
		return start((connection) -> {
			while (connection.readRequest() != null) {
				connection.write(answer);
			}
		});
	}

	/**
	 * Start a server that gives each request an answer with this body.
	 */
	public static RawServer answering(String statusAndHeaders, String body) {
		return answering("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getLocalPort();
	}

	/** What came, headers and bodies. */
	public List<String> requests() {
		return this.requests;
	}

	private void accept() throws IOException {
		while (true) {
			Socket socket = this.server.accept();
			this.sockets.add(socket);
			run(() -> {
				try (socket) {
					this.script.run(new Connection(socket));
				}
			});
		}
	}

	private static void run(IoAction action) {
		Thread thread = new Thread(() -> {
			try {
				action.run();
			}
			catch (IOException ex) {
				// the client or the test closed it
			}
		}, "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.server.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What to do with a connection, which is closed at the end.
	 */
	public interface Script {

		void run(Connection connection) throws IOException;

	}

	private interface IoAction {

		void run() throws IOException;

	}

	/**
	 * A connection of a client.
	 */
	public final class Connection {

		private final Socket socket;

		private Connection(Socket socket) {
			this.socket = socket;
		}

		/**
		 * Read a whole request.
		 * @return headers and body, {@code null} if the client closed
		 */
		public String readRequest() throws IOException {
			InputStream in = this.socket.getInputStream();
			StringBuilder request = new StringBuilder();
			while (request.indexOf("\r\n\r\n") < 0) {
				int next = in.read();
				if (next < 0) {
					return null;
				}
				request.append((char) next);
			}
			Matcher length = LENGTH.matcher(request);
			if (length.find()) {
				request.append(new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
			}
			RawServer.this.requests.add(request.toString());
			return request.toString();
		}

		public void write(String text) throws IOException {
			this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		}

		/** Wait until the client closes. */
		public void awaitClose() throws IOException {
			this.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
		}

		/** Close with a RST. */
		public void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

	}

}
