using Microsoft.AspNetCore.SignalR;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>What clients connect to: they get the state when they come, and may set a number.</summary>
public sealed class TreeHub(HubState state) : Hub
{
    public override async Task OnConnectedAsync()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, Group);
        await Clients.Caller.SendAsync("state", state.Records);
    }

    public Task Set(int number)
    {
        Check(number);
        return Clients.Group(Group).SendAsync("set", number);
    }

    public Task SetCell(int cell, int number)
    {
        Check(number);
        return Clients.All.SendAsync("cell", number, cell);
    }

    private string Group => Context.GetHttpContext()!.Request.Query["group"].ToString();

    private static void Check(int number)
    {
        if (number < 0)
            throw new HubException("The number is negative.");
    }
}
