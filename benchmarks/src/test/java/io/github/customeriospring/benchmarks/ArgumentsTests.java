package io.github.customeriospring.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ArgumentsTests {

	@Test
	void onlyNamesPartsOrTheirFamily() {
		Arguments arguments = Arguments.parse("--only=weather,burst");
		assertThat(arguments.includes(new Named("weather-import"))).isTrue();
		assertThat(arguments.includes(new Named("burst"))).isTrue();
		assertThat(arguments.includes(new Named("import"))).isFalse();
		assertThat(arguments.includes(new Named("weathered"))).isFalse();
	}

	@Test
	void nameThatIsNoPartsIsFoundOut() {
		Arguments arguments = Arguments.parse("--only=weather,burts");
		assertThat(arguments.areKnownIn(List.of(new Named("weather-import"), new Named("burst")))).isFalse();
	}

	@Test
	void withoutOnlyEveryPartIsIncluded() {
		assertThat(Arguments.parse("--quick").includes(new Named("burst"))).isTrue();
	}

	private record Named(String name) implements Part {

		@Override
		public Object run(boolean quick) {
			return this;
		}

	}

}
