using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Ballast.Cli.Tests.Reports;

/// <summary>The report as a person meets it: opened from a file in a real browser that has no network.</summary>
public sealed class ReportBrowserTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly ReportedBacktest backtest = new();
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];
    private IPlaywright? driver;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"there is no browser at {Chromium}; ./test installs it");
        driver = await Playwright.CreateAsync();
        browser = await driver.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        driver?.Dispose();
        backtest.Dispose();
    }

    [Theory]
    [InlineData(1, 1280)]
    [InlineData(6, 1280)]
    [InlineData(6, 400)]
    [InlineData(24, 1280)]
    public async Task Draws_every_chart_without_a_complaint_and_without_a_request(int assets, int width)
    {
        await backtest.RunAsync(assets, 240);

        IPage page = await Open(width, ColorScheme.Light);

        complaints.ShouldBeEmpty();
        requests.ShouldBe([new Uri(backtest.Page).AbsoluteUri]);
        (await page.Locator("#weights .weight").CountAsync()).ShouldBeGreaterThanOrEqualTo(assets);
        string[] blank = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll(".chart, .plot")].filter(host => {
              const canvas = host.querySelector("canvas");
              if (!canvas || Number(host.dataset.drawn) < 2) return true;
              const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              const colors = new Set();
              for (let i = 0; i < pixels.length; i += 4) {
                if (pixels[i + 3] > 200) colors.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
              }
              return colors.size < 3;
            }).map(host => host.id || host.getAttribute("aria-label"))
            """);
        blank.ShouldBeEmpty("blank charts");
        (await page.EvaluateAsync<bool>(
            "() => [...document.querySelectorAll('canvas')].every(c => c.getBoundingClientRect().right <= innerWidth)"))
            .ShouldBeTrue("a chart is wider than the window");
        (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"))
            .ShouldBeTrue("the page scrolls sideways");
    }

    [Fact]
    public async Task The_table_shows_the_numbers_of_the_document()
    {
        await backtest.RunAsync(4, 240, "--against", backtest.Policy("other", 3));

        IPage page = await Open(1280, ColorScheme.Light);

        JsonArray results = backtest.Document["results"]!.AsArray();
        string[] names = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('#measures thead th')].slice(1, -1).map(th => th.textContent)");
        names.ShouldBe(results.Select(result => result!["name"]!.GetValue<string>()));
        string[][] rows = await page.EvaluateAsync<string[][]>(
            """
            () => [...document.querySelectorAll("#measures tbody tr")].map(tr =>
              [tr.dataset.field, ...[...tr.querySelectorAll("data")].map(cell => cell.value)])
            """);
        rows.Length.ShouldBeGreaterThan(15);
        foreach (string[] row in rows)
        {
            row[1..].ShouldBe(results.Select(result => result![row[0]]?.ToJsonString() ?? ""), row[0]);
        }
    }

    [Fact]
    public async Task What_a_cell_shows_is_its_number_rounded()
    {
        await backtest.RunAsync(3, 240);

        IPage page = await Open(1280, ColorScheme.Light);

        ILocator cell = page.Locator("tr[data-field=cagr] data").First;
        double value = double.Parse((await cell.GetAttributeAsync("value"))!, CultureInfo.InvariantCulture);
        (await cell.InnerTextAsync()).ShouldBe((value * 100.0).ToString("0.00", CultureInfo.InvariantCulture) + " %");
    }

    [Fact]
    public async Task Dark_screens_get_a_dark_page_with_drawn_charts()
    {
        await backtest.RunAsync(3, 240);

        IPage page = await Open(900, ColorScheme.Dark);

        string back = await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        back.ShouldBe("rgb(20, 23, 26)");
        (await page.Locator("#equity canvas").CountAsync()).ShouldBe(1);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Charts_follow_the_width_of_the_window()
    {
        await backtest.RunAsync(3, 240);
        IPage page = await Open(1280, ColorScheme.Light);

        await page.SetViewportSizeAsync(420, 900);

        await page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('canvas')].every(c => c.getBoundingClientRect().right <= innerWidth)");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_when_an_asset_died_and_keeps_its_tables_without_scripts()
    {
        await backtest.RunAsync(3, 240);
        IBrowserContext context = await browser!.NewContextAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(backtest.Page).AbsoluteUri);

        (await page.Locator(".notes").InnerTextAsync()).ShouldContain("A1 had no price");
        (await page.Locator("#trades tbody tr").CountAsync()).ShouldBe(
            backtest.Document["results"]![0]!["rebalances"]!.GetValue<int>());
        (await page.Locator("#costs tbody tr").CountAsync()).ShouldBe(5);
        await context.CloseAsync();
    }

    private async Task<IPage> Open(int width, ColorScheme scheme)
    {
        IBrowserContext context = await browser!.NewContextAsync(new()
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            Offline = true,
        });
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(new Uri(backtest.Page).AbsoluteUri);
        return page;
    }
}
