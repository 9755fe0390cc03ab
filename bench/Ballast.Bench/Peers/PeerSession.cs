using System.Globalization;

namespace Ballast.Bench.Peers;

/// <summary>
/// Does what bench/peers/compare.py asks for, line by line: <c>open WORK</c> warms a work up and writes its answer to
/// WORK.ours.f64; <c>time SECONDS</c> gives the seconds of one run, the fastest of those that fit.
/// </summary>
internal sealed class PeerSession(string folder)
{
    private readonly PeerInputs inputs = new(folder);
    private PeerWork? work;
    private int times;

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
                work = PeerWorks.Open(name, inputs);
                inputs.Write(name + ".ours", work.Answer());
                times = PeerClock.WarmUp(work);
                return "ready";
            case ["time", var seconds] when work is not null:
                double limit = double.Parse(seconds, CultureInfo.InvariantCulture);
                return PeerClock.Fastest(work, times, limit).ToString("R", CultureInfo.InvariantCulture);
            default:
                throw new InvalidOperationException($"'{string.Join(' ', words)}' is nothing that can be asked");
        }
    }
}
