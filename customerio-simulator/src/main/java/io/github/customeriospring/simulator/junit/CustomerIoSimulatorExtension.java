package io.github.customeriospring.simulator.junit;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedCustomerIoBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a {@link SimulatedCustomerIo} for a test class. It is reset before each test and
 * closed after the last one. Tests get it as a parameter, or from the field:
 *
 * <pre class="code">
 * &#64;RegisterExtension
 * static CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();
 * </pre>
 *
 * If the field is not static, each test has its own simulator.
 *
 * @since 0.1.0
 */
public final class CustomerIoSimulatorExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

	private final SimulatedCustomerIoBuilder builder;

	private @Nullable SimulatedCustomerIo simulator;

	// the context that started the simulator and closes it; a nested class must not
	private @Nullable String owner;

	/**
	 * Create the extension with the defaults of the simulator.
	 */
	public CustomerIoSimulatorExtension() {
		this(SimulatedCustomerIo.builder());
	}

	/**
	 * Create the extension.
	 * @param builder the simulator's configuration
	 */
	public CustomerIoSimulatorExtension(SimulatedCustomerIoBuilder builder) {
		this.builder = builder;
	}

	/**
	 * The simulator. It is started if it is not running yet.
	 * @return the running simulator
	 */
	public SimulatedCustomerIo simulator() {
		if (this.simulator == null) {
			this.simulator = this.builder.start();
		}
		return this.simulator;
	}

	/**
	 * The base URL of the simulator, which is started if it is not running yet.
	 * @return the URL without a trailing slash
	 */
	public String url() {
		return simulator().url();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		own(context);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		own(context);
		simulator().reset();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		close(context);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		close(context);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == SimulatedCustomerIo.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return simulator();
	}

	private void own(ExtensionContext context) {
		if (this.owner == null) {
			this.owner = context.getUniqueId();
			simulator();
		}
	}

	private void close(ExtensionContext context) {
		if (this.simulator != null && context.getUniqueId().equals(this.owner)) {
			this.simulator.close();
			this.simulator = null;
			this.owner = null;
		}
	}

}
