using System.Text.RegularExpressions;
using Ballast.Core.Orders;

namespace Ballast.Core.Tests.Orders;

/// <summary>Alphabets and lengths as the venues document them.</summary>
public sealed class ClientIdTextTests
{
    [Theory]
    [InlineData(ClientIdForm.Hex32, "^[a-zA-Z0-9]{1,32}$")]
    [InlineData(ClientIdForm.PrefixedHex32, "^0x[0-9a-f]{32}$")]
    [InlineData(ClientIdForm.Uuid, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    [InlineData(ClientIdForm.ShortText, "^[0-9A-Za-z_-]{18}$")]
    [InlineData(ClientIdForm.GateText, "^t-[0-9A-Za-z._-]{1,26}$")]
    public void Reads_back_what_it_wrote_in_the_venues_alphabet(ClientIdForm form, string alphabet)
    {
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            ClientOrderId id = ClientOrderId.Of(
                (uint)random.Next(1, 1 << 24), (ushort)random.Next(1 << 8), (ulong)random.NextInt64(1L << 44),
                (ushort)random.Next(1 << 16), (ushort)random.Next(1 << 16));
            string text = ClientIdText.Render(id, form);
            Regex.IsMatch(text, alphabet).ShouldBeTrue(text);
            ClientIdText.Recognize(text, form).ShouldBe(id);
        }
    }

    [Theory]
    [InlineData(ClientIdForm.Hex32, "x-TKT5PX2F")]
    [InlineData(ClientIdForm.Hex32, "0000000100010000000000010000000G")]
    [InlineData(ClientIdForm.Hex32, "00000001000100000000000100000ABC")]
    [InlineData(ClientIdForm.PrefixedHex32, "00000001000100000000000100000000")]
    [InlineData(ClientIdForm.Uuid, "00000001-0001-0000-0000-0001000000001")]
    [InlineData(ClientIdForm.ShortText, "hello")]
    [InlineData(ClientIdForm.GateText, "t-zzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void Does_not_recognize_a_strangers_id(ClientIdForm form, string text) =>
        ClientIdText.Recognize(text, form).ShouldBeNull();

    // Python writes them so (uuid4().hex), and robots name orders by them.
    [Fact]
    public void A_random_uuid_is_never_taken_for_ours()
    {
        for (int i = 0; i < 1_000; i++)
        {
            var uuid = Guid.NewGuid();
            ClientIdText.Recognize(uuid.ToString("N"), ClientIdForm.Hex32).ShouldBeNull();
            ClientIdText.Recognize(uuid.ToString("D"), ClientIdForm.Uuid).ShouldBeNull();
        }
    }

    [Fact]
    public void Orders_of_one_installation_at_one_account_share_a_prefix()
    {
        string first = ClientIdText.Render(ClientOrderId.Of(7, 2, 1, 0, 0), ClientIdForm.Hex32);
        string other = ClientIdText.Render(ClientOrderId.Of(7, 2, 99, 5, 1), ClientIdForm.Hex32);
        other[..12].ShouldBe(first[..12]);
    }

    [Fact]
    public void Refuses_parts_that_the_short_form_has_no_room_for() => Should.Throw<ArgumentOutOfRangeException>(
        () => ClientIdText.Render(ClientOrderId.Of(1u << 24, 0, 0, 0, 0), ClientIdForm.ShortText));

    [Fact]
    public void An_id_gives_its_parts_back()
    {
        ClientOrderId id = ClientOrderId.Of(0xDEADBEEF, 0xABCD, 0xFFF_FFFF_FFFF, 0x1234, 0x5678);
        (id.Installation, id.Account, id.Sequence, id.Leg, id.Revision)
            .ShouldBe((0xDEADBEEFu, (ushort)0xABCD, 0xFFF_FFFF_FFFFul, (ushort)0x1234, (ushort)0x5678));
    }
}
