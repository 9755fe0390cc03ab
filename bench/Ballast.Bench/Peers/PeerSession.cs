using System.Globalization;

namespace Ballast.Bench.Peers;

/// <summary>
/// Does what bench/peers/compare.py asks for, line by line: <c>open WORK</c> warms a work up and writes its answer to
/// WORK.ours.f64; <c>time WORK SECONDS</c> gives the seconds of one run, the fastest of those that fit; <c>close</c>
/// forgets all works.
/// </summary>
internal sealed class PeerSession(string folder)
{
    private readonly PeerInputs inputs = new(folder);
    private readonly Dictionary<string, (PeerWork Work, int Times)> open = [];

    /// <summary>Until there are no more lines.</summary>
    public void Serve(TextReader asked, TextWriter said)
    {
        while (asked.ReadLine() is { } line)
        {
            said.WriteLine(Answer(line.Split(' ')));
            said.Flush();
        }
    }

    private string Answer(string[] words)
    {
        switch (words)
        {
            case ["open", var name]:
                PeerWork work = PeerWorks.Open(name, inputs);
                inputs.Write(name + ".ours", work.Answer());
                open[name] = (work, PeerClock.WarmUp(work));
                return "ready";
            case ["time", var name, var limit]:
                double seconds = double.Parse(limit, CultureInfo.InvariantCulture);
                return PeerClock.Fastest(open[name].Work, open[name].Times, seconds)
                    .ToString("R", CultureInfo.InvariantCulture);
            case ["close"]:
                open.Clear();
                return "closed";
            default:
                throw new InvalidOperationException($"'{string.Join(' ', words)}' is nothing that can be asked");
        }
    }
}
