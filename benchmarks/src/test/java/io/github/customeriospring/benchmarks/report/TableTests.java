package io.github.customeriospring.benchmarks.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TableTests {

	@Test
	void tableIsMarkdown() {
		Table table = new Table(List.of("a", "b")).row(List.of("1", "2|3"));
		assertThat(table).hasToString("| a | b |\n|---|---|\n| 1 | 2\\|3 |\n");
	}

	@Test
	void rowWithTheWrongNumberOfCellsIsRefused() {
		Table table = new Table(List.of("a", "b"));
		assertThatIllegalArgumentException().isThrownBy(() -> table.row(List.of("1")));
	}

	@Test
	void numbersHaveThreeDigitsOrAllBeforeThePoint() {
		assertThat(Numbers.of(12345.6)).isEqualTo("12,346");
		assertThat(Numbers.of(12.345)).isEqualTo("12.3");
		assertThat(Numbers.of(1.2345)).isEqualTo("1.23");
		assertThat(Numbers.of(0.00123)).isEqualTo("0.0012");
		assertThat(Numbers.of(0)).isEqualTo("0");
		assertThat(Numbers.of(Double.NaN)).isEqualTo("–");
		assertThat(Numbers.percent(0.9751)).isEqualTo("97.5 %");
	}

}
