using Ballast.Adapters.Wallets;
using Ballast.Core.Portfolios;
using Microsoft.AspNetCore.Http;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>Servers that fail, lie or lag, and how often they are asked.</summary>
public sealed class WalletFailOverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_next_server_is_asked_where_one_fails_and_the_first_again_after_its_rest()
    {
        await using ChainServer first = await new EvmServer().StartAsync();
        await using ChainServer second = await new EvmServer().StartAsync();
        using WalletRig rig = Rig(first, second);
        first.Instead = Say(503);

        (await rig.CountedAsync()).Endpoint.ShouldBe(second.Name);
        int asked = first.Asked.Count;
        (await rig.CountedAsync()).Endpoint.ShouldBe(second.Name);
        first.Asked.Count.ShouldBe(asked, "it rests");

        first.Instead = null;
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        (await rig.CountedAsync()).Endpoint.ShouldBe(first.Name, "the owner's order is kept");
    }

    [Fact]
    public async Task Who_goes_on_failing_rests_twice_as_long_each_time()
    {
        await using ChainServer server = await new EvmServer().StartAsync();
        using WalletRig rig = Rig(server);
        server.Instead = Say(500);

        foreach (int seconds in (int[])[5, 10, 20, 40])
        {
            (await rig.UnreadAsync()).ShouldBe($"{server.Name}: it answered 500 (asked again after {seconds} s)");
            int asked = server.Asked.Count;
            rig.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
            await rig.UnreadAsync();
            server.Asked.Count.ShouldBe(asked);
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_wish_to_wait_is_kept()
    {
        await using ChainServer server = await new EvmServer().StartAsync();
        using WalletRig rig = Rig(server);
        server.Instead = context =>
        {
            context.Response.Headers.RetryAfter = "77";
            return Say(429)(context);
        };

        (await rig.UnreadAsync()).ShouldContain("it answered 429 (asked again after 77 s)");
        int asked = server.Asked.Count;
        rig.Clock.Advance(TimeSpan.FromSeconds(76));
        await rig.UnreadAsync();
        server.Asked.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_for_the_next()
    {
        TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ChainServer first = await new EvmServer().StartAsync();
        await using ChainServer second = await new EvmServer().StartAsync();
        using WalletRig rig = Rig(first, second);
        first.Instead = _ =>
        {
            arrived.TrySetResult();
            return hangs.Task;
        };

        Task<WalletReading.Counted> counting = rig.CountedAsync();
        await arrived.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        rig.Clock.Advance(TimeSpan.FromSeconds(4));

        (await counting.WaitAsync(Patience, TestContext.Current.CancellationToken)).Endpoint.ShouldBe(second.Name);
        hangs.SetResult();
    }

    // Sepolia's number; two blocks of ten minutes ago and of ten minutes hence.
    [Theory]
    [InlineData(11155111, -10, "it serves another chain than ethereum")]
    [InlineData(1, -600, "it is behind: its newest block is of 2023-12-31T23:50:00Z")]
    [InlineData(1, 600, "its newest block is of 2024-01-01T00:10:00Z, which is still to come")]
    public async Task A_server_of_another_chain_or_time_is_not_believed(long number, int age, string why)
    {
        EvmServer odd = new() { Number = number, HeadAt = WalletRig.Now + age };
        await using ChainServer first = await odd.StartAsync();
        await using ChainServer second = await new EvmServer().StartAsync();
        using WalletRig alone = Rig(first);
        using WalletRig both = Rig(first, second);

        (await alone.UnreadAsync()).ShouldBe($"{first.Name}: {why} (asked again after 5 s)");
        (await both.CountedAsync()).Endpoint.ShouldBe(second.Name);
    }

    [Fact]
    public async Task A_server_that_lags_behind_what_another_has_shown_is_not_believed()
    {
        await using ChainServer first = await new EvmServer { Height = 20_000_000 }.StartAsync();
        await using ChainServer second = await new EvmServer { Height = 19_999_987 }.StartAsync();
        using WalletRig rig = Rig(first, second);
        await rig.CountedAsync();
        first.Instead = Say(500);
        rig.Clock.Advance(TimeSpan.FromSeconds(61));

        (await rig.UnreadAsync()).ShouldContain(
            $"{second.Name}: it is behind: it knows block 19999987, and 20000000 was seen before");
    }

    [Fact]
    public async Task An_account_that_no_server_counts_is_unreadable_and_its_keys_are_in_no_message()
    {
        await using ChainServer first = await new EvmServer().StartAsync();
        ChainServer second = await new EvmServer().StartAsync();
        using WalletRig rig = Rig(first, second);
        first.Instead = Say(403);
        string gone = second.Name;
        await second.DisposeAsync();

        AccountReading.Unreadable unreadable =
            (await rig.BalancesAsync()).ShouldBeOfType<AccountReading.Unreadable>();

        unreadable.Why.Sentence.ShouldStartWith($"cold could not be counted: {first.Name}: it answered 403");
        unreadable.Why.Sentence.ShouldContain(gone);
        unreadable.Why.Sentence.ShouldNotContain(ChainServer.Key);
    }

    [Fact]
    public async Task A_server_that_repeats_the_key_of_its_address_does_not_get_it_into_a_message()
    {
        await using ChainServer server = await new EvmServer().StartAsync();
        using WalletRig rig = Rig(server);
        server.Instead = context => context.Response.WriteAsync(
            $$$"""
            {"jsonrpc":"2.0","id":1,"error":{
                "code":-32001,"message":"/v3/{{{ChainServer.Key}}}: key {{{ChainServer.Key}}} is over"}}
            """);

        string why = await rig.UnreadAsync();

        why.ShouldContain("eth_chainId: ***: key *** is over");
        why.ShouldNotContain(ChainServer.Key);
    }

    [Theory]
    [InlineData("https://node.example/v3/0123456789abcdef", "no key 0123456789abcdef", "no key ***")]
    [InlineData("https://node.example/?apikey=p%2Bq-123456", "p+q-123456 or p%2Bq-123456", "*** or ***")]
    [InlineData("https://user:pass-12345@node.example/eth", "pass-12345 at /eth", "*** at /eth")]
    [InlineData("https://node.example/ethereum", "another chain than ethereum", "another chain than ethereum")]
    public void What_an_address_may_hide_is_taken_out_and_words_are_left(string address, string words, string clean) =>
        new AddressScreen(new Uri(address)).Clean(words).ShouldBe(clean);

    [Fact]
    public async Task An_answer_is_kept_for_a_minute_once_it_was_the_same_twice()
    {
        string units = "0x1";
        await using ChainServer server = await new EvmServer { Coin = _ => units }.StartAsync();
        using WalletRig rig = Rig(server);
        async Task<int> RoundsAsync()
        {
            int before = server.Asked.Count(what => what == "eth_chainId");
            await rig.CountedAsync();
            return server.Asked.Count(what => what == "eth_chainId") - before;
        }

        (await RoundsAsync()).ShouldBe(1);
        (await RoundsAsync()).ShouldBe(1, "nobody has confirmed the first yet");
        (await RoundsAsync()).ShouldBe(0);
        rig.Clock.Advance(TimeSpan.FromSeconds(61));
        units = "0x2";
        (await RoundsAsync()).ShouldBe(1);
        (await RoundsAsync()).ShouldBe(1, "a change is seen twice");
        (await RoundsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_is_not_kept_beyond_a_failure()
    {
        await using ChainServer server = await new EvmServer().StartAsync();
        using WalletRig rig = Rig(server);
        await rig.CountedAsync();
        await rig.CountedAsync();
        server.Instead = Say(500);
        rig.Clock.Advance(TimeSpan.FromSeconds(61));

        await rig.UnreadAsync();
        await rig.UnreadAsync();
    }

    private static WalletRig Rig(params ChainServer[] servers) => new("ethereum", EncodedCalls.Owner, servers);

    private static Func<HttpContext, Task> Say(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
