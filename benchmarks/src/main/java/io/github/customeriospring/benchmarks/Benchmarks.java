package io.github.customeriospring.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.benchmarks.call.CallPart;
import io.github.customeriospring.benchmarks.imports.ImportPart;
import io.github.customeriospring.benchmarks.page.Page;
import io.github.customeriospring.benchmarks.scenario.ScenarioPart;
import io.github.customeriospring.benchmarks.shared.SharedPart;
import io.github.customeriospring.benchmarks.store.StorePart;
import io.github.customeriospring.benchmarks.streams.JobPart;
import io.github.customeriospring.benchmarks.streams.TopicPart;
import io.github.customeriospring.benchmarks.virtual.VirtualPart;
import io.github.customeriospring.benchmarks.waiting.WaitingPart;
import io.github.customeriospring.benchmarks.weather.WeatherPart;

/**
 * Runs the benchmarks and writes {@code benchmarks.md}. Options:
 * <ul>
 * <li>{@code --quick}: small versions, to see that all works
 * <li>{@code --only=call,burst}: these parts; the others keep their last results, and
 * {@code --only=} only writes the page; {@code weather}, {@code store} and {@code shared}
 * stand for all of that name
 * <li>{@code --out=docs}: where the page and its plots are written
 * </ul>
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Run the benchmarks.
	 * @param args the options
	 * @throws Exception if a part cannot be run
	 */
	public static void main(String[] args) throws Exception {
		System.setProperty("java.awt.headless", "true");
		Arguments arguments = Arguments.parse(args);
		ResultStore results = new ResultStore(target().resolve("results"));
		List<Part> parts = parts();
		check(arguments, parts);
		for (Part part : parts) {
			if (arguments.includes(part)) {
				System.out.println(part.name());
				results.write(part.name(), part.run(arguments.quick()), Run.now(arguments.quick()));
			}
		}
		new Page(results, parts.stream().map(Part::name).toList()).write(arguments.out());
		System.exit(0); // peers leave threads
	}

	private static List<Part> parts() {
		List<Part> parts = new ArrayList<>(
				List.of(new CallPart(), new WaitingPart(), new VirtualPart(), new ImportPart()));
		parts.addAll(ScenarioPart.all());
		parts.addAll(WeatherPart.all());
		parts.addAll(StorePart.all());
		parts.addAll(List.of(new JobPart(), new TopicPart()));
		parts.addAll(SharedPart.all());
		return parts;
	}

	private static void check(Arguments arguments, List<Part> parts) {
		if (!arguments.areKnownIn(parts)) {
			throw new IllegalArgumentException("The parts are " + parts.stream().map(Part::name).toList());
		}
	}

	/** The directory of the jar, or that of the classes. */
	private static Path target() {
		String first = System.getProperty("java.class.path").split(File.pathSeparator)[0];
		Path parent = Path.of(first).toAbsolutePath().getParent();
		return (parent != null) ? parent : Path.of("target");
	}

}
