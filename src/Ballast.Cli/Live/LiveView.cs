using Ballast.Engine.Views;
using Ballast.Server.Installations;
using NodaTime;
using Spectre.Console;

namespace Ballast.Cli.Live;

/// <summary>Draws the running portfolio on the terminal's second screen until it is told to stop.</summary>
internal sealed class LiveView
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    private readonly Installation installation;
    private readonly Uri address;
    private readonly LogTail warnings;

    /// <summary>A view of an installation.</summary>
    public LiveView(Installation installation, Uri address, LogTail warnings)
    {
        this.installation = installation;
        this.address = address;
        this.warnings = warnings;
    }

    /// <summary>Draws until cancelled.</summary>
    public async Task ShowAsync(IAnsiConsole console, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(Redraw, warnings.Time);
        LiveFrames frames = new();
        console.Cursor.Hide();
        console.Write(new ControlCode("\u001b[?1049h\u001b[2J"));
        try
        {
            do
            {
                Draw(console, frames);
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The person pressed Ctrl-C.
        }
        finally
        {
            console.Write(new ControlCode("\u001b[?1049l"));
            console.Cursor.Show();
        }
    }

    private void Draw(IAnsiConsole console, LiveFrames frames)
    {
        if (First() is not { } view)
        {
            return;
        }

        int width = Math.Max(1, Console.WindowWidth);
        int height = Math.Max(1, Console.WindowHeight);
        console.Profile.Width = width;
        console.Profile.Height = height;
        LiveFrame frame = frames.Of(view, new LiveSurroundings(
            installation.MarketText,
            address,
            Instant.FromDateTimeOffset(installation.Clock.GetUtcNow()),
            Notices())
        {
            Exchange = installation.ExchangeAddress,
        });

        // Drawing over the old picture and erasing what is left of each line does not flicker as clearing would.
        console.Write(new ControlCode("\u001b[H"));
        console.Write(new ToTheEdge(LiveScreen.Draw(frame, width, height), height));
        console.Write(new ControlCode("\u001b[J"));
    }

    // What holds until it is mended, and the latest line of the log unless that says the same.
    private List<string> Notices()
    {
        List<string> notices = [];
        if (installation.Notice is { } lasting)
        {
            notices.Add(lasting);
        }

        if (warnings.Text is { } latest
            && !(notices is [{ } shown] && latest.StartsWith(shown, StringComparison.Ordinal)))
        {
            notices.Add(latest);
        }

        return notices;
    }

    private PortfolioView? First() => installation.Engine.Find(installation.Main);
}
