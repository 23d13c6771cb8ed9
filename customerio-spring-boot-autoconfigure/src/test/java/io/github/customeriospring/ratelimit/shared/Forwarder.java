package io.github.customeriospring.ratelimit.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for a name that moves to another server, and for hosts that vanish without a
 * word: connections go where it points to when they are made.
 */
final class Forwarder implements AutoCloseable {

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final Set<Socket> vanished = ConcurrentHashMap.newKeySet();

	private final ServerSocket server;

	private volatile int target;

	Forwarder(int target) throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.target = target;
		run(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	/** Where connections go from now on. Those that exist stay. */
	void to(int port) {
		this.target = port;
	}

	/** Nothing is heard on existing connections any more, which are not closed. */
	void vanish() {
		this.vanished.addAll(this.sockets);
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.server.accept();
			Socket redis = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.sockets.add(client);
			this.sockets.add(redis);
			run(() -> copy(client, redis));
			run(() -> copy(redis, client));
		}
	}

	private void copy(Socket from, Socket to) throws IOException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] bytes = new byte[8192];
			for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
				if (!this.vanished.contains(from)) {
					out.write(bytes, 0, length);
				}
			}
		}
	}

	private static void run(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// the connection or this was closed
			}
		});
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

	private interface Work {

		void run() throws IOException;

	}

}
