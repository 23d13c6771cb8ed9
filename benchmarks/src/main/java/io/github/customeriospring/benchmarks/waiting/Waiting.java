package io.github.customeriospring.benchmarks.waiting;

/**
 * Where calls wait.
 */
public enum Waiting {

	/** Nowhere: they were sent and get no answer. This is the call itself. */
	NOWHERE,

	/** In the waiting line, without retry or web client around. */
	LINE,

	/** On the whole way of the template's calls. */
	TEMPLATE

}
