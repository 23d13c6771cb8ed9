package io.github.customeriospring.benchmarks.call;

/**
 * Who sends the call.
 */
public enum Sender {

	/** A web client as an application builds it. */
	BARE,

	/** The auto-configured template. */
	TEMPLATE,

	/** The same with meters and observations. */
	OBSERVED

}
