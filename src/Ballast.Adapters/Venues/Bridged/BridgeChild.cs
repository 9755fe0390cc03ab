using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// One life of the bridge's process. It inherits no environment, hears of keys on its input alone, and ends with that
/// input, whichever way this process ends. Once it is gone, or says what is not the protocol, every call in flight is
/// lost and none is repeated.
/// </summary>
internal sealed class BridgeChild : IDisposable
{
    private const int LongestRemark = 4 << 10;

    private readonly Process process;
    private readonly BridgeLimits limits;
    private readonly TimeProvider machine;
    private readonly SecretScreen screen;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<BridgeAnswer>> waiting = new();
    private readonly ConcurrentDictionary<string, Task<BridgeAnswer>> opened = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly TaskCompletionSource<BridgeAnswer.Lost> over = new();
    private readonly Task[] ears;
    private long lastId;
    private int isEnding;

    private BridgeChild(Process process, BridgeSurroundings surroundings)
    {
        this.process = process;
        (limits, machine, screen, log) =
            (surroundings.Limits, surroundings.Machine, surroundings.Screen, surroundings.Log);
        BornAt = machine.GetTimestamp();
        ears = [Task.Run(HearAsync), Task.Run(OverhearAsync)];
    }

    /// <summary>When it began, as the machine's clock counts.</summary>
    public long BornAt { get; }

    /// <summary>When it ended; means nothing while it lives.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Whether it is over, and why; null while it lives.</summary>
    public string? Ending => over.Task.IsCompletedSuccessfully ? over.Task.Result.What : null;

    /// <summary>The process's number.</summary>
    public int Number => process.Id;

    /// <summary>Starts one.</summary>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static BridgeChild Start(BridgeProgram program, BridgeSurroundings surroundings)
    {
        var start = new ProcessStartInfo(program.Executable, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        var process = Process.Start(start) ?? throw new Win32Exception("it was not started");
        BridgeLog.Started(surroundings.Log, process.Id);
        return new BridgeChild(process, surroundings);
    }

    /// <summary>Opens a session in this life, once; what failed may be tried again.</summary>
    public async Task<BridgeAnswer> OpenAsync(string session, JsonObject parameters, CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource<BridgeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<BridgeAnswer> first = opened.GetOrAdd(session, mine.Task);
        if (first == mine.Task)
        {
            // Nobody's patience but the bridge's own ends what others may be waiting for too.
            BridgeAnswer answer = await CallAsync("open", parameters, CancellationToken.None);
            if (answer is not BridgeAnswer.Done)
            {
                opened.TryRemove(session, out _);
            }

            mine.SetResult(answer);
        }

        return await first.WaitAsync(cancellation);
    }

    /// <summary>Calls once.</summary>
    public Task<BridgeAnswer> CallAsync(string method, JsonObject? parameters, CancellationToken cancellation) =>
        CallAsync(method, parameters, limits.Answer, cancellation);

    /// <summary>Whether the process answers at all; one that does not is ended.</summary>
    public async Task CheckAsync()
    {
        if (await CallAsync("ping", null, limits.Sign, CancellationToken.None) is BridgeAnswer.Lost { Code: "timeout" })
        {
            End("bridge-died", "it does not answer any more");
        }
    }

    /// <summary>Ends it: first by the end of its input, then by force.</summary>
    public void Dispose()
    {
        if (!over.Task.IsCompleted)
        {
            process.StandardInput.Close();
            process.WaitForExit(limits.Farewell);
        }

        End("bridge-died", "it was closed");
        Task.WaitAll(ears, limits.Farewell);
        process.Dispose();
    }

    private async Task<BridgeAnswer> CallAsync(
        string method, JsonObject? parameters, TimeSpan patience, CancellationToken cancellation)
    {
        long id = Interlocked.Increment(ref lastId);
        byte[] line = LineOf(id, method, parameters);
        var answer = new TaskCompletionSource<BridgeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        using var timeout = new CancellationTokenSource(patience, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        bool hasLeft = false;
        try
        {
            await turn.WaitAsync(either.Token);
            try
            {
                if (over.Task.IsCompleted)
                {
                    return new BridgeAnswer.NotSent(
                        new VenueError(VenueErrorKind.Unavailable, "bridge-down", $"the bridge is gone: {Ending}"));
                }

                hasLeft = true;
                await WriteAsync(line, either.Token);
            }
            finally
            {
                turn.Release();
            }

            return await answer.Task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            string what = cancellation.IsCancellationRequested ? "given up" : $"no answer to {method} in time";
            return hasLeft
                ? new BridgeAnswer.Lost("timeout", what)
                : new BridgeAnswer.NotSent(new VenueError(VenueErrorKind.Unavailable, "bridge-busy", what));
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    // Half a line would spoil the next one.
    private async Task WriteAsync(byte[] line, CancellationToken cancellation)
    {
        try
        {
            Stream input = process.StandardInput.BaseStream;
            await input.WriteAsync(line, cancellation);
            await input.FlushAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            End("bridge-died", "it takes no more input");
            throw;
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            End("bridge-died", $"its input is closed ({broken.Message.TrimEnd('.')})");
        }
    }

    private async Task HearAsync()
    {
        try
        {
            Stream output = process.StandardOutput.BaseStream;
            await foreach (ReadOnlyMemory<byte> line in BridgeLines.ReadAsync(output, limits.LongestAnswer))
            {
                Take(line);
            }

            process.WaitForExit(limits.Farewell);
            End("bridge-died", process.HasExited
                ? string.Create(CultureInfo.InvariantCulture, $"it ended with code {process.ExitCode}")
                : "it closed its output");
        }
        catch (Exception garbage) when (garbage is FormatException or JsonException or InvalidOperationException)
        {
            End("bridge-garbage", $"it said what is not an answer ({garbage.Message.TrimEnd('.')})");
        }
        catch (IOException broken)
        {
            End("bridge-died", broken.Message.TrimEnd('.'));
        }
    }

    private void Take(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        JsonElement root = json.RootElement;
        long id = root.TryGetProperty("id", out JsonElement number) && number.TryGetInt64(out long read) ? read : 0;
        if (id < 1 || id > Interlocked.Read(ref lastId))
        {
            throw new FormatException("an answer to nothing that was asked");
        }

        BridgeAnswer answer = root.TryGetProperty("error", out JsonElement error)
            ? new BridgeAnswer.Refused(BridgeFault.Read(error, screen))
            : root.TryGetProperty("result", out JsonElement result)
                ? new BridgeAnswer.Done(result.Clone())
                : throw new FormatException("an answer without a result");

        // Whoever asked may have stopped waiting: a late answer is no fault of the bridge's.
        if (waiting.TryGetValue(id, out TaskCompletionSource<BridgeAnswer>? asked))
        {
            asked.TrySetResult(answer);
        }
    }

    private async Task OverhearAsync()
    {
        try
        {
            using StreamReader remarks = process.StandardError;
            while (await remarks.ReadLineAsync() is { } line)
            {
                string clean = screen.Clean(line);
                BridgeLog.Said(log, clean.Length > LongestRemark ? clean[..LongestRemark] : clean);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Its last words are lost with it.
        }
    }

    private void End(string code, string what)
    {
        if (Interlocked.Exchange(ref isEnding, 1) == 0)
        {
            EndedAt = machine.GetTimestamp();
            over.SetResult(new BridgeAnswer.Lost(code, $"the bridge is gone: {what}"));
            BridgeLog.Ended(log, process.Id, what);
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
            }
        }

        foreach (TaskCompletionSource<BridgeAnswer> asked in waiting.Values)
        {
            asked.TrySetResult(over.Task.GetAwaiter().GetResult());
        }
    }

    private static byte[] LineOf(long id, string method, JsonObject? parameters)
    {
        var call = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters?.DeepClone() ?? new JsonObject(),
        };
        return Encoding.UTF8.GetBytes(call.ToJsonString() + "\n");
    }
}
