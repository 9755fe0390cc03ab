using System.CommandLine;

namespace Ballast.Cli.Commands.Sweeping;

/// <summary>The options of <c>sweep</c>.</summary>
internal static class SweepOptions
{
    public static readonly Option<string> Policy = new("--policy")
    {
        Description = "The policy file, or - for standard input; without it and --weights the shipped default.",
    };

    public static readonly Option<string> Weights = new("--weights")
    {
        Description = "Targets in place of a policy, such as BTC=0.4,ETH=0.3; the rest is cash.",
    };

    public static readonly Option<string[]> Prices = new("--prices")
    {
        Description = "A price file (CSV, plain or gzip: wide, long, or one asset named by the file) or a folder "
            + "of them; may be given several times.",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public static readonly Option<string> From = new("--from") { Description = "The first day or instant, UTC." };

    public static readonly Option<string> To = new("--to") { Description = "The last day or instant, inclusive, UTC." };

    public static readonly Option<string> Capital = new("--capital")
    {
        Description = "Quote currency at the start of every backtest. Default 100000.",
    };

    public static readonly Option<string> Band = new("--band")
    {
        Description = "Half-widths in weight, such as 0.01..0.20:0.005; none is a portfolio without a band. Default, "
            + "with --relative left out too: 0.01..0.20:0.005 and 0.05..0.50:0.025 of the target.",
    };

    public static readonly Option<string> Relative = new("--relative")
    {
        Description = "Half-widths as parts of each target, such as 0.1,0.2,0.25.",
    };

    public static readonly Option<string> Floor = new("--floor")
    {
        Description = "Least half-widths that a relative one may give, in weight. Default the policy's.",
    };

    public static readonly Option<string> Destination = new("--destination")
    {
        Description = "Where a breach of the band is taken back to, out of target,half,edge. Default all. Calendars "
            + "always go to target.",
    };

    public static readonly Option<string> Calendar = new("--calendar")
    {
        Description = "Calendars beside the band, out of none,daily,weekly,monthly,policy; each goes all the way to "
            + "target. Default the policy's.",
    };

    public static readonly Option<string> Cooldown = new("--cooldown")
    {
        Description = "Times after a run in which a breach waits, such as 0,6h,2d; plain numbers are bars. Default the "
            + "policy's.",
    };

    public static readonly Option<string> FeeBps = new("--fee-bps")
    {
        Description = "What a trade costs in bp of what is traded, such as 5,10,25. Default the policy's fee and half "
            + "its spread.",
    };

    public static readonly Option<string> MinTrade = new("--min-trade")
    {
        Description = "Least trades in quote currency. Default the policy's.",
    };

    public static readonly Option<string> StartOffsets = new("--start-offsets")
    {
        Description = "How many times each backtest is begun, one bar later each time; 12:7 begins twelve times, seven "
            + "bars apart. Default 1.",
    };

    public static readonly Option<string> WalkForward = new("--walk-forward")
    {
        Description = "How picking is tried out, such as train=365,test=90,purge=5 (bars, or times such as 365d), or "
            + "none. Default two fifths of the bars to train, a tenth to test, five between.",
    };

    public static readonly Option<string> RankBy = new("--rank-by")
    {
        Description = "What the best setting is best in: sharpe (the default), finalValue, volatility or "
            + "trackingError.",
    };

    public static readonly Option<string> Csv = new("--csv")
    {
        Description = "A file for all backtests, a line each.",
    };

    public static readonly Option<bool> HeatMap = new("--heatmap")
    {
        Description = "Draw what settings are ranked by as a map, band by the rest.",
    };

    /// <summary>All of them, in the order of the help text.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Policy, Weights, Prices, From, To, Capital, Band, Relative, Floor, Destination, Calendar, Cooldown, FeeBps,
        MinTrade, StartOffsets, WalkForward, RankBy, Csv, HeatMap,
    ];
}
