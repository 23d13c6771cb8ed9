package io.github.customeriospring.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Requests accepted and refused in the last second, one panel for each client, all with
 * the same axes.
 */
public final class RatePlot {

	// Okabe and Ito's palette, which colour-blind people can tell apart
	private static final Color BLUE = new Color(0x00, 0x72, 0xB2);

	private static final Color VERMILLION = new Color(0xD5, 0x5E, 0x00);

	private static final int COLUMNS = 2;

	private static final int WIDTH = 620;

	private static final int HEIGHT = 260;

	private final List<XYChart> panels = new ArrayList<>();

	private final double seconds;

	private final double most;

	/**
	 * Create a plot.
	 * @param seconds the end of the time axis
	 * @param most the end of the other axis
	 */
	public RatePlot(double seconds, double most) {
		this.seconds = seconds;
		this.most = most;
	}

	/**
	 * Add a panel.
	 * @param title its heading
	 * @param accepted accepted requests in the last second, ten values a second
	 * @param refused refused requests in the last second
	 * @param limitTimes the corners of the limit's line, in seconds
	 * @param limits their heights
	 */
	public void panel(String title, List<Integer> accepted, List<Integer> refused, double[] limitTimes,
			double[] limits) {
		XYChart chart = new XYChartBuilder().title(title)
			.width(WIDTH)
			.height(HEIGHT)
			.xAxisTitle("s")
			.yAxisTitle("requests in the last second")
			.theme(Styler.ChartTheme.Matlab)
			.build();
		style(chart.getStyler());
		line(chart, "accepted", times(accepted), values(accepted), BLUE, new BasicStroke(2.2f));
		if (refused.stream().anyMatch((count) -> count > 0)) {
			line(chart, "refused (429)", times(refused), values(refused), VERMILLION, new BasicStroke(2.2f));
		}
		line(chart, "limit", limitTimes, limits, Color.BLACK,
				new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] { 6, 4 }, 0));
		this.panels.add(chart);
	}

	private void style(XYStyler styler) {
		Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
		styler.setXAxisMin(0.0);
		styler.setXAxisMax(this.seconds);
		styler.setYAxisMin(0.0);
		styler.setYAxisMax(this.most);
		styler.setChartBackgroundColor(Color.WHITE);
		styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
		styler.setAxisTickLabelsFont(font);
		styler.setAxisTitleFont(font);
		styler.setLegendFont(font);
		styler.setLegendPosition(Styler.LegendPosition.OutsideE);
		styler.setLegendBorderColor(Color.WHITE);
		styler.setXAxisDecimalPattern("0");
		styler.setYAxisDecimalPattern("0");
	}

	private static void line(XYChart chart, String name, double[] times, double[] values, Color color,
			BasicStroke stroke) {
		XYSeries series = chart.addSeries(name, times, values);
		series.setMarker(SeriesMarkers.NONE);
		series.setLineColor(color);
		series.setLineStyle(stroke);
	}

	private static double[] times(List<Integer> counts) {
		double[] times = new double[counts.size()];
		for (int i = 0; i < times.length; i++) {
			times[i] = i / 10.0;
		}
		return times;
	}

	private static double[] values(List<Integer> counts) {
		return counts.stream().mapToDouble(Integer::doubleValue).toArray();
	}

	/**
	 * Write all panels as one picture.
	 * @param file the PNG
	 */
	public void write(Path file) {
		try {
			Path directory = file.getParent();
			if (directory != null) {
				Files.createDirectories(directory);
			}
			ImageIO.write(draw(), "png", file.toFile());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private BufferedImage draw() {
		int rows = (this.panels.size() + COLUMNS - 1) / COLUMNS;
		BufferedImage image = new BufferedImage(COLUMNS * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
		for (int i = 0; i < this.panels.size(); i++) {
			BufferedImage panel = BitmapEncoder.getBufferedImage(this.panels.get(i));
			graphics.drawImage(panel, i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT, null);
		}
		graphics.dispose();
		return image;
	}

}
