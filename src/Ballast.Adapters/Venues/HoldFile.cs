using System.Globalization;
using System.Text;
using Ballast.Adapters.Stores;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues;

/// <summary>
/// A venue's wish to wait, where all processes of an installation read it. One line: when it was said and until when,
/// by the clock that people set; and, where the machine has a name for its running since it was switched on, that name
/// and the same two in milliseconds of the clock that nobody sets.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="machine">The machine's clock. Its timestamps count from one beginning for all processes until the
/// machine is switched off.</param>
/// <param name="boot">The name of this running of the machine; <see langword="null"/> where it has none.</param>
/// <param name="log">Hears of what could not be written.</param>
internal sealed partial class HoldFile(string path, TimeProvider machine, string? boot, ILogger log)
{
    // No program is started again within so short a while.
    private static readonly TimeSpan LeastKept = TimeSpan.FromSeconds(2);

    // A wish that was written down and cannot be read.
    private static readonly TimeSpan Unreadable = TimeSpan.FromMinutes(1);

    // Writing a line takes milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private (DateTime Written, long Length)? seen;

    // The line that was read or written last, when that was and what was left of it.
    private (string Line, long ReadAt, TimeSpan Left)? waitedFor;

    /// <summary>The file.</summary>
    public string Path => path;

    private TimeSpan SinceBoot => machine.GetElapsedTime(0);

    /// <summary>
    /// What is left of the wish that the file holds, if it may have changed since this was asked last; otherwise
    /// <see langword="null"/>. Never asked by two threads at once.
    /// </summary>
    public TimeSpan? News()
    {
        FileInfo now = new(path);
        (DateTime, long) state = now.Exists ? (now.LastWriteTimeUtc, now.Length) : default;
        if (state == seen)
        {
            return null;
        }

        TimeSpan? left = Left();

        // A later wish may have the same length and, where the file system counts coarsely, the same time: when this
        // one is over it is read again. A file that cannot be read would never be over.
        seen = left > TimeSpan.Zero ? null : state;
        return left ?? Unreadable;
    }

    /// <summary>
    /// Writes a wish down unless a longer one is there. Other processes wait for it, and for each other.
    /// </summary>
    public void Keep(TimeSpan wait)
    {
        if (wait < LeastKept)
        {
            return;
        }

        try
        {
            string directory = System.IO.Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(directory);
            using FileStream? alone = Alone();
            if (alone is null)
            {
                NotAlone(log, path);
            }

            if ((Left() ?? Unreadable) < wait)
            {
                Write(wait);
                DirectoryFlush.Of(directory);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            NotKept(log, path, refused);
        }
    }

    private void Write(TimeSpan wait)
    {
        DateTimeOffset now = machine.GetUtcNow();
        string line = string.Create(CultureInfo.InvariantCulture, $"{now:O} {now + wait:O}");
        if (boot is not null)
        {
            line += string.Create(CultureInfo.InvariantCulture, $" {boot} {Ms(SinceBoot)} {Ms(SinceBoot + wait)}");
        }

        line += "\n";

        string partial = $"{path}.{Environment.ProcessId}.partial";
        using (FileStream stream = File.Create(partial))
        {
            stream.Write(Encoding.ASCII.GetBytes(line));
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
        lock (gate)
        {
            waitedFor = (line, machine.GetTimestamp(), wait);
        }
    }

    private FileStream? Alone()
    {
        FileStream? alone = null;
        SpinWait.SpinUntil(() => IsOver(out alone), Patience);
        return alone;
    }

    // Whether there is nothing more to wait for: it is had, or can never be.
    private bool IsOver(out FileStream? alone)
    {
        alone = null;
        try
        {
            alone = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    // By a clock that was set back a wish would begin again each time it is over: once it is known it is counted.
    private TimeSpan? Left()
    {
        lock (gate)
        {
            TimeSpan? left = LeftIn(out string line);
            if (left > TimeSpan.Zero && waitedFor is { } wish && wish.Line == line)
            {
                return wish.Left - machine.GetElapsedTime(wish.ReadAt);
            }

            waitedFor = left is { } whole && whole > TimeSpan.Zero ? (line, machine.GetTimestamp(), whole) : waitedFor;
            return left;
        }
    }

    // Null where something is written and cannot be read.
    private TimeSpan? LeftIn(out string line)
    {
        line = "";
        try
        {
            line = File.ReadAllText(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return TimeSpan.Zero;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        string[] parts = line.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return parts is [var at, var until, .. var rest] && TimeOf(at) is { } said && TimeOf(until) is { } end
            ? rest switch
            {
                [] => ByDate(said, end),
                [var name, var from, var to] when MsOf(from) is { } began && MsOf(to) is { } ends =>
                    name == boot && began <= SinceBoot
                        ? VenueError.Believed(ends - began) - (SinceBoot - began)
                        : ByDate(said, end),
                _ => null,
            }
            : null;
    }

    // A clock that was set back since must not make the wish longer than it was.
    private TimeSpan ByDate(DateTimeOffset said, DateTimeOffset until)
    {
        DateTimeOffset now = machine.GetUtcNow();
        return VenueError.Believed(until - said) - (now < said ? TimeSpan.Zero : now - said);
    }

    private static long Ms(TimeSpan time) => (long)time.TotalMilliseconds;

    private static TimeSpan? MsOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long ms)
            && ms < (long)TimeSpan.MaxValue.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(ms)
            : null;

    private static DateTimeOffset? TimeOf(string text) => DateTimeOffset.TryParseExact(
        text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "a venue's wish to wait could not be written to {File}: a restart before it has passed will ask it")]
    private static partial void NotKept(ILogger log, string file, Exception refused);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{File}.lock is held by another process or cannot be opened: of two wishes to wait that are written "
            + "at once the shorter may stay")]
    private static partial void NotAlone(ILogger log, string file);
}
